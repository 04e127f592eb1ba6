// "Perhaps registered in Cakung": the sketch of coaching/rules/sketch.py, asked on the phone. It holds no name.
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export function asked(input) {
  const digits = input.replace(/\D/g, "");
  if (digits.length === 16) return ["nik", digits];
  const phone = digits.replace(/^(62|0)/, "");
  return phone.length >= 8 && phone.length <= 13 ? ["phone", `+62${phone}`] : null;
}

export async function districtsOf(sketch, kind, said) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(sketch.key), algorithm, false, ["sign"]);
  const digest = new DataView(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${kind}:${said}`)));
  const probes = Array.from({ length: sketch.probes }, (_, at) => digest.getUint32(4 * at));
  return sketch.districts.filter(({ size, bits }) => {
    const held = bytesOf(bits);
    return probes.every((probe) => (held[(probe % size) >> 3] >> ((probe % size) & 7)) & 1);
  }).map(({ name }) => name);
}
