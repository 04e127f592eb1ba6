"""What is sold, by whom, at what price, how much of it there is, who judged it, and where it was made."""

from tumbuh.catalogue.models.capacity import CapacityBooking, CapacityDay, CapacityPool
from tumbuh.catalogue.models.claims import EvidenceClaim
from tumbuh.catalogue.models.costs import OfferCost
from tumbuh.catalogue.models.curation import ChangeProposal, CurationStep
from tumbuh.catalogue.models.offers import Offer, OfferPhoto, OfferPrice, PaidPrice, StockMovement
from tumbuh.catalogue.models.products import OriginEvidence, Product
from tumbuh.catalogue.models.search import SearchRow, SearchWord
from tumbuh.catalogue.models.sellers import SellerProfile
from tumbuh.catalogue.models.sorts import Category, MasterProduct
from tumbuh.catalogue.models.uploads import ProductUpload

__all__ = [
    "CapacityBooking",
    "CapacityDay",
    "CapacityPool",
    "Category",
    "ChangeProposal",
    "CurationStep",
    "EvidenceClaim",
    "MasterProduct",
    "Offer",
    "OfferCost",
    "OfferPhoto",
    "OfferPrice",
    "OriginEvidence",
    "PaidPrice",
    "Product",
    "ProductUpload",
    "SearchRow",
    "SearchWord",
    "SellerProfile",
    "StockMovement",
]
