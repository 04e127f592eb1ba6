"""Make `.venv/bin/tumbuh` run this checkout by a path file and a small script: nothing is built or downloaded."""

import sys
import sysconfig
from pathlib import Path

root = Path(__file__).resolve().parents[1]
Path(sysconfig.get_path("purelib"), "tumbuh.pth").write_text(f"{root}\n", encoding="utf-8")
command = Path(sysconfig.get_path("scripts"), "tumbuh")
command.write_text(f"#!{sys.executable}\nfrom tumbuh.cli.main import main\n\nmain()\n", encoding="utf-8")
command.chmod(0o755)
