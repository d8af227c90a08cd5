"""The words by which the passive voice is told: auxiliaries, participles, and what only looks like one."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORDEN = _listed("word wordt worden werd werden")
ZIJN = _listed("ben bent is zijn was waren")
HEBBEN = _listed("heb hebt heeft hebben had hadden")
STRONG = _listed(
    "aanbevolen bedorven begonnen begrepen behouden bekeken benomen beschreven besloten besproken bewezen "
    "bezeten bezocht bevolen doorlopen herzien misgelopen onderbroken ondernomen onderschreven ontbonden "
    "ontheven ontnomen ontslagen ontvangen ontworpen overeengekomen overgelaten overschreden overtreden "
    "overwogen verbonden verboden verbroken verdreven vergeleken vergeten verhoogd verholpen verkregen "
    "verkozen verlaten verloren vermeden verschoven verschreven verstreken vertrouwd vervangen verweten "
    "verwezen verworpen verworven verzonden voldaan voorgeschreven voorzien weersproken"
)
"""Participles in -en without ge-: their shape is that of an infinitive."""
OTHER_WORDS = _listed(
    "beeld beleid bericht bestand bezit gebied gebieden gebeuren gebeurt gebouwen gebruiken gedrag "
    "gedraagt geduld geheel geloof gelooft geloven geluid gelden gemeenten genezen geniet genieten "
    "gerechten geschillen gesprekken gevallen geven gevaren gevoelens gevolgen gewicht gewoonten gezicht "
    "gezin gezinnen verband verstand verzoekt bezoekt begrijpt bespreekt beschrijft beseft behoeft "
    "betreft onderzoekt ontbreekt ontwerpt vergeeft verkoopt verloopt vertrekt verspreekt voorbeeld "
    "achterstand aanbod geschenken gedachten geeft geldt onderpand bewind herkomst ernaast "
    "gedragsproblemen toestand"
)
"""Nouns and present tenses of that shape."""
HOW_ONE_IS = _listed(
    "bereid beroemd bevoegd bekend benieuwd bewust bezorgd gehandicapt geïnteresseerd gemotiveerd "
    "genoodzaakt gerechtigd gepast geschikt gewend gewond gezien gezind gezond getrouwd ingewikkeld "
    "opgewekt verdacht verkouden verliefd verbaasd verslaafd verwant vertrouwd gelegen gevestigd gewoond "
    "ervaren onbekend gescheiden verplicht beperkt bedoeld gericht geopend geboren gegrond ongegrond "
    "verschuldigd overbelast gediplomeerd gewenst ongewenst verantwoord voorgenomen overtuigd"
)
"""Participles that have become adjectives: how somebody or something is."""
WITH_ZIJN = _listed(
    "geweest geworden gebleken gebeurd geleden gegaan gekomen gebleven begonnen gestopt gestorven "
    "overleden vertrokken verhuisd gegroeid gestegen gedaald geslaagd gezakt verdwenen verschenen "
    "ontstaan gelukt mislukt veranderd gelopen gereden gevallen gevlucht gebarsten bevallen hersteld "
    "geëindigd geschrokken ontsnapt teruggekeerd teruggekomen aangekomen afgelopen verlopen opgegroeid "
    "opgestaan uitgegaan vooruitgegaan achteruitgegaan toegenomen afgenomen meegegaan meegekomen "
    "weggegaan langsgekomen tegengekomen ingestort ingegaan doorgegaan overgegaan opgehouden geraakt "
    "verslechterd verbeterd verjaard verstreken bezweken opgeknapt geëmigreerd gefietst bijgekomen "
    "weggebleven langsgelopen"
)
"""Participles of verbs that make their perfect with 'zijn': 'zij is verhuisd' is active."""
ALSO_DONE = _listed(
    "veranderd verbeterd hersteld gestopt opgehouden beperkt bedoeld opgeknapt verplicht gescheiden "
    "gericht geopend gezien verdacht"
)
"""Of the two lists above, what can also be done to somebody: with 'worden' it is passive."""
BEFORE_NOUN = _listed(
    "de het een uw mijn jouw onze geen elk elke ieder iedere welk welke veel weinig meer alle sommige enkele twee "
    "drie vier vijf per"
)
"""What stands right before a noun: 'een bericht', 'de was'."""
SPLITS = _listed("omdat doordat zodat als wanneer terwijl hoewel maar want dat die zodra voordat nadat toen")
"""Words that open another clause."""
MODAL = _listed(
    "kan kunnen kon konden mag mogen mocht moet moeten moest moesten zal zullen zou zouden wil wilt "
    "willen dient dienen hoeft hoeven te"
)
"""What may stand between a participle and its auxiliary: 'betaald kan worden'."""
