"""
What the market says about a choice, as a part of another app's statement: is there anything to compare it with?

Placing an order asks this with its own question in one statement; only on a yes is the legality rail read whole.
"""

# Parameters: categories (codes), masters and prices (of the same length), since (a day). `certified`: somebody in these
# categories has a TKDN certificate, so article 66 has something to order. `cheaper`: the same was paid, or is asked,
# cheaper. Both say too much rather than too little: they do not look at quartiles or at the days of certificates.
MARKET = """
market AS (
    SELECT EXISTS (
        SELECT 1 FROM catalogue_category c JOIN catalogue_offer o ON o.category_id = c.id
        JOIN catalogue_originevidence e ON e.product_id = o.product_id
        WHERE c.code = ANY(%(categories)s) AND o.state = 'listed' AND e.withdrawn_at IS NULL
            AND e.share_permyriad IS NOT NULL
    ) AS certified, EXISTS (
        SELECT 1 FROM unnest(%(masters)s::bigint[], %(prices)s::bigint[]) AS w(master_id, price)
        WHERE EXISTS (
            SELECT 1 FROM catalogue_paidprice p
            WHERE p.master_id = w.master_id AND p.paid_on > %(since)s AND p.price_rupiah < w.price
        ) OR EXISTS (
            SELECT 1 FROM catalogue_product q JOIN catalogue_offer o ON o.product_id = q.id
            JOIN catalogue_offerprice a ON a.offer_id = o.id
            WHERE q.master_id = w.master_id AND o.state = 'listed' AND a.voided_at IS NULL AND a.price_rupiah < w.price
        )
    ) AS cheaper
)
"""
