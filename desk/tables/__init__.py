"""Every table with its constraints; no queries, no behaviour."""

from desk.tables.absences import Absence, CustomerPart, Handed, Suggested, Tandem
from desk.tables.callbacks import Attempt, Callback
from desk.tables.custody import Offer, Promise
from desk.tables.customers import Contact, Customer, CustomerWord, Email, Phone, Sector, Site
from desk.tables.inquiries import Inquiry, Message, Note, Quote, Reference, Source, Visit
from desk.tables.team import Holiday, Rep, Setting
from desk.tables.trail import ActRow, ChangeRow, TrailEntry, UpgradeRow
from desk.tables.wording import InquiryWords

__all__ = [
    "Absence",
    "ActRow",
    "Attempt",
    "Callback",
    "ChangeRow",
    "Contact",
    "Customer",
    "CustomerPart",
    "CustomerWord",
    "Email",
    "Handed",
    "Holiday",
    "Inquiry",
    "InquiryWords",
    "Message",
    "Note",
    "Offer",
    "Phone",
    "Promise",
    "Quote",
    "Reference",
    "Rep",
    "Sector",
    "Setting",
    "Site",
    "Source",
    "Suggested",
    "Tandem",
    "TrailEntry",
    "UpgradeRow",
    "Visit",
]
