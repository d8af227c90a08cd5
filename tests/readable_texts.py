"""Four short texts of one kind each, to see what the measure makes of them."""

PLAIN = """
U vroeg ons om hulp in huis. Wij hebben met u gepraat. U kunt zelf koken en de tafel dekken. De ramen wassen lukt
niet meer. Daarom komt er elke week iemand bij u thuis. Zij helpt u drie uur. Dat begint op maandag 7 december 2026.
Heeft u vragen? Bel ons dan.
"""

MUNICIPAL = """
Naar aanleiding van uw melding inzake ondersteuning bij het huishouden delen wij u mede dat na zorgvuldig onderzoek is
vastgesteld dat u op grond van de verordening in aanmerking komt voor een maatwerkvoorziening. De verstrekking daarvan
wordt gecontinueerd totdat de eerstvolgende evaluatie door de casusregisseur heeft plaatsgevonden en de indicatie
opnieuw met u is beoordeeld. Indien zich wijzigingen voordoen in uw omstandigheden welke van invloed kunnen zijn op de
omvang van de ondersteuning, dienen deze onverwijld te worden gemeld.
"""

NONSENSE = """
De zon eet het pad op. Een vis loopt naar de stoel. Ik was de maan met brood. Zij zet de zee op tafel. Het raam is een
soort boter. Wij gaan dus rood staan in de hond. Geel is meer dan vijf.
"""

SHORT_JARGON = """
De grief slaagt niet. Het bezwaar is niet-ontvankelijk. De zienswijze is niet kenbaar gemaakt. Het mandaat ontbreekt.
De herziening is ongegrond. De beschikking blijft in stand. Een dwangsom wordt niet verbeurd.
"""
