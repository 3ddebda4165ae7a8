"""Places under all their names: what a country is called, its people and its capital.

A modest table of our own: the countries that fill the news. Keys are folded as
:func:`bot.analysis.forms.fold` does (lower case, no accents, no full stops).
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.analysis.forms import word_set

# country | other names | demonyms that mean nobody else | capital
_COUNTRIES = """
Afghanistan | | afghan, afghans | kabul
Albania | | albanian, albanians | tirana
Algeria | | algerian, algerians | algiers
Angola | | angolan, angolans | luanda
Argentina | | argentine, argentinian, argentines | buenos aires
Armenia | | armenian, armenians | yerevan
Australia | commonwealth of australia | australian, australians | canberra
Austria | | austrian, austrians | vienna
Azerbaijan | | azerbaijani, azerbaijanis | baku
Bangladesh | | bangladeshi, bangladeshis | dhaka
Belarus | | belarusian, belarusians | minsk
Belgium | | belgian, belgians | brussels
Bolivia | | bolivian, bolivians | la paz
Bosnia | bosnia and herzegovina | bosnian, bosnians | sarajevo
Brazil | | brazilian, brazilians | brasilia
Bulgaria | | bulgarian, bulgarians | sofia
Cambodia | | cambodian, cambodians | phnom penh
Cameroon | | cameroonian, cameroonians | yaounde
Canada | | canadian, canadians | ottawa
Chile | | chilean, chileans | santiago
China | people s republic of china, prc, mainland china | chinese | beijing
Colombia | | colombian, colombians | bogota
Croatia | | croatian, croatians | zagreb
Cuba | | cuban, cubans | havana
Cyprus | | cypriot, cypriots | nicosia
Czech Republic | czechia | czech, czechs | prague
Denmark | | danish, danes | copenhagen
Ecuador | | ecuadorian, ecuadorians | quito
Egypt | | egyptian, egyptians | cairo
Estonia | | estonian, estonians | tallinn
Ethiopia | | ethiopian, ethiopians | addis ababa
Finland | | finnish, finns | helsinki
France | french republic | french | paris
Georgia | | | tbilisi
Germany | federal republic of germany | german, germans | berlin
Ghana | | ghanaian, ghanaians | accra
Greece | | greek, greeks | athens
Haiti | | haitian, haitians | port au prince
Hungary | | hungarian, hungarians | budapest
Iceland | | icelandic, icelanders | reykjavik
India | | indian, indians | new delhi
Indonesia | | indonesian, indonesians | jakarta
Iran | islamic republic of iran | iranian, iranians | tehran
Iraq | | iraqi, iraqis | baghdad
Ireland | republic of ireland | irish | dublin
Israel | | israeli, israelis | jerusalem
Italy | | italian, italians | rome
Japan | | japanese | tokyo
Jordan | | jordanian, jordanians | amman
Kazakhstan | | kazakh, kazakhs | astana
Kenya | | kenyan, kenyans | nairobi
Kuwait | | kuwaiti, kuwaitis | kuwait city
Latvia | | latvian, latvians | riga
Lebanon | | lebanese | beirut
Libya | | libyan, libyans | tripoli
Lithuania | | lithuanian, lithuanians | vilnius
Malaysia | | malaysian, malaysians | kuala lumpur
Mali | | malian, malians | bamako
Mexico | | mexican, mexicans | mexico city
Mongolia | | mongolian, mongolians | ulaanbaatar
Morocco | | moroccan, moroccans | rabat
Myanmar | burma | burmese | naypyidaw
Nepal | | nepali, nepalese | kathmandu
Netherlands | holland | dutch | amsterdam
New Zealand | | new zealander, new zealanders | wellington
Nigeria | | nigerian, nigerians | abuja
North Korea | dprk, democratic people s republic of korea | north korean, north koreans | pyongyang
Norway | | norwegian, norwegians | oslo
Pakistan | | pakistani, pakistanis | islamabad
Panama | | panamanian, panamanians | panama city
Peru | | peruvian, peruvians | lima
Philippines | | philippine, filipino, filipinos | manila
Poland | | polish | warsaw
Portugal | | portuguese | lisbon
Qatar | | qatari, qataris | doha
Romania | | romanian, romanians | bucharest
Russia | russian federation | russian, russians | moscow
Rwanda | | rwandan, rwandans | kigali
Saudi Arabia | ksa, kingdom of saudi arabia | saudi, saudis | riyadh
Senegal | | senegalese | dakar
Serbia | | serbian, serbs | belgrade
Singapore | | singaporean, singaporeans |
Slovakia | | slovak, slovaks | bratislava
Slovenia | | slovenian, slovenes | ljubljana
Somalia | | somali, somalis | mogadishu
South Africa | | south african, south africans | pretoria
South Korea | republic of korea, rok | south korean, south koreans | seoul
Spain | | spanish, spaniards | madrid
Sri Lanka | | sri lankan, sri lankans | colombo
Sudan | | sudanese | khartoum
Sweden | | swedish, swedes | stockholm
Switzerland | | swiss | bern
Syria | | syrian, syrians | damascus
Taiwan | republic of china | taiwanese | taipei
Tanzania | | tanzanian, tanzanians | dodoma
Thailand | | thai, thais | bangkok
Tunisia | | tunisian, tunisians | tunis
Turkey | turkiye | turkish, turks | ankara
Uganda | | ugandan, ugandans | kampala
Ukraine | | ukrainian, ukrainians | kyiv
United Arab Emirates | uae | emirati, emiratis | abu dhabi
United Kingdom | uk, britain, great britain | british, britons | london
United States | us, usa, america, united states of america | american, americans | washington
Uruguay | | uruguayan, uruguayans | montevideo
Uzbekistan | | uzbek, uzbeks | tashkent
Venezuela | | venezuelan, venezuelans | caracas
Vietnam | | vietnamese | hanoi
Yemen | | yemeni, yemenis | sanaa
Zambia | | zambian, zambians | lusaka
Zimbabwe | | zimbabwean, zimbabweans | harare
European Union | eu | |
United Nations | un | |
"""


def _read() -> tuple[dict[str, str], dict[str, str], set[str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: set[str] = set()
    for line in _COUNTRIES.strip().splitlines():
        country, others, peoples, capital = (part.strip() for part in line.split("|"))
        names[country.lower()] = country
        names.update(dict.fromkeys(filter(None, others.split(", ")), country))
        demonyms.update(dict.fromkeys(filter(None, peoples.split(", ")), country))
        capitals.add(capital)
    return names, demonyms, capitals - {""}


_names, _demonyms, _capitals = _read()

COUNTRY_OF_NAME: Mapping[str, str] = MappingProxyType(_names)
"""Folded name → the country's usual name: ``"dprk"`` → ``"North Korea"``."""

COUNTRY_OF_DEMONYM: Mapping[str, str] = MappingProxyType(_demonyms)
"""Folded demonym → country, where it can mean one country only (so no "Korean")."""

CAPITALS: frozenset[str] = frozenset(_capitals)
"""Capitals keep their own name: a newspaper's "Beijing" is a town and a government both."""

NOT_COUNTRIES: frozenset[str] = frozenset({"European Union", "United Nations"})
"""Names in the table that are organisations."""

PLACE_ENDINGS: frozenset[str] = word_set("""
    bay beach coast falls forest gulf harbor harbour heights hill hills island islands lake
    mountain mountains ocean peninsula pier point river road row sea square strait straits street
    valley avenue lane canal desert park airport
""")
"""Last words of places' names, where no given name comes first."""

PLACE_OPENINGS: frozenset[str] = word_set("cape fort lake mount pier port saint st")
"""First words of places' names."""
