"""The demo's order exports, written as the seller centres write them."""
