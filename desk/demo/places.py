"""Where demo customers are: places with their postcodes and area codes, and telephone numbers that reach nobody."""

from __future__ import annotations

from typing import NamedTuple


class Town(NamedTuple):
    """A town with its area code (without the leading 0) and some of its postcodes."""

    name: str
    area: str
    postcodes: tuple[str, ...]


_WRITTEN = """
Köln 221 50667 50672 50733 50823 50968 51063
Düsseldorf 211 40210 40213 40215 40474 40589
Essen 201 45127 45130 45239
Dortmund 231 44135 44137 44227
Duisburg 203 47051 47057 47198
Bochum 234 44787 44801
Wuppertal 202 42103 42275
Bonn 228 53111 53113 53173
Münster 251 48143 48149 48155
Aachen 241 52062 52064 52070
Krefeld 2151 47798 47803
Mönchengladbach 2161 41061 41065
Neuss 2131 41460 41462
Leverkusen 214 51373 51375
Solingen 212 42651 42697
Bielefeld 521 33602 33615
Paderborn 5251 33098 33102
Hagen 2331 58095 58097
Siegen 271 57072 57076
Oberhausen 208 46045 46047
Gütersloh 5241 33330 33332
Moers 2841 47441 47443
Ratingen 2102 40878 40880
Bergisch_Gladbach 2202 51465 51469
Koblenz 261 56068 56070
Trier 651 54290 54292
Mainz 6131 55116 55118
Kassel 561 34117 34119
Osnabrück 541 49074 49080
Hannover 511 30159 30161 30449
Hamburg 40 20095 20354 22085 22303 22765
Bremen 421 28195 28203
Oldenburg 441 26121 26122
Kiel 431 24103 24105
Lübeck 451 23552 23560
Rostock 381 18055 18057
Berlin 30 10115 10178 10585 12043 13353
Potsdam 331 14467 14469
Magdeburg 391 39104 39108
Braunschweig 531 38100 38102
Leipzig 341 04103 04109 04229
Dresden 351 01067 01099
Chemnitz 371 09111 09112
Erfurt 361 99084 99089
Frankfurt_am_Main 69 60311 60318 60594
Mannheim 621 68159 68165
Heidelberg 6221 69115 69117
Saarbrücken 681 66111 66117
Karlsruhe 721 76131 76133
Freiburg 761 79098 79102
Stuttgart 711 70173 70178 70565
Ulm 731 89073 89077
Augsburg 821 86150 86152
München 89 80331 80469 80801 81541
Nürnberg 911 90402 90443
Würzburg 931 97070 97072
Regensburg 941 93047 93053
"""

TOWNS: tuple[Town, ...] = tuple(
    Town(name.replace("_", " "), area, tuple(postcodes))
    for name, area, *postcodes in (line.split() for line in _WRITTEN.strip().splitlines())
)

FICTION = {"30": "23125", "40": "66969", "69": "90009", "89": "99998", "221": "4710"}
"""Blocks of a thousand numbers that the Bundesnetzagentur keeps free for films and books, by area code."""


def phone(town: Town, serial: int) -> str:
    """Give a telephone number in a town, as people write it; `serial` (0 and up) tells numbers apart.

    In five cities it is out of the block reserved for fiction, extensions included. Elsewhere what follows the area
    code begins with 0, as no German number does: nobody is ever rung up by trying a demo.
    """
    block = FICTION.get(town.area)
    if block is None:
        return f"0{town.area} 0{serial % 100_000:05}" + (f"-{serial // 100_000 % 100}" if serial >= 100_000 else "")
    extension = serial // 1000 % 100
    return f"0{town.area} {block}{serial % 1000:03}" + (f"-{extension}" if extension else "")
