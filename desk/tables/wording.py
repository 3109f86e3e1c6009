"""The words of an inquiry, in a table of their own: acts read and write the inquiry without them."""

from __future__ import annotations

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from desk.tables.types import STRICT, Whole


class InquiryWords(SQLModel, table=True):
    """The folded words by which an inquiry is found, with blanks between; worked out, never edited."""

    __tablename__ = "inquiry_words"
    __table_args__ = (STRICT,)

    inquiry_number: int = Field(primary_key=True, sa_type=Whole, foreign_key="inquiry.number")
    words: str = Field(sa_type=Text)
