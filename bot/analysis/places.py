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
Bahrain | | bahraini, bahrainis | manama
Bangladesh | | bangladeshi, bangladeshis | dhaka
Barbados | | barbadian, barbadians | bridgetown
Belarus | | belarusian, belarusians | minsk
Belgium | | belgian, belgians | brussels
Belize | | belizean, belizeans | belmopan
Benin | | beninese | porto novo
Bhutan | | bhutanese | thimphu
Bolivia | | bolivian, bolivians | la paz
Bosnia | bosnia and herzegovina | bosnian, bosnians | sarajevo
Botswana | | botswanan, batswana | gaborone
Brazil | | brazilian, brazilians | brasilia
Brunei | | bruneian, bruneians | bandar seri begawan
Bulgaria | | bulgarian, bulgarians | sofia
Burkina Faso | | burkinabe | ouagadougou
Burundi | | burundian, burundians | bujumbura
Cambodia | | cambodian, cambodians | phnom penh
Cameroon | | cameroonian, cameroonians | yaounde
Canada | | canadian, canadians | ottawa
Cape Verde | cabo verde | cape verdean, cape verdeans | praia
Central African Republic | | | bangui
Chad | | chadian, chadians | n djamena
Chile | | chilean, chileans | santiago
China | people s republic of china, prc, mainland china | chinese | beijing
Colombia | | colombian, colombians | bogota
Congo | republic of the congo | | brazzaville
Costa Rica | | costa rican, costa ricans | san jose
Croatia | | croatian, croatians | zagreb
Cuba | | cuban, cubans | havana
Cyprus | | cypriot, cypriots | nicosia
Czech Republic | czechia | czech, czechs | prague
Democratic Republic of the Congo | dr congo, drc | | kinshasa
Denmark | | danish, danes | copenhagen
Djibouti | | djiboutian, djiboutians |
Dominican Republic | | | santo domingo
Ecuador | | ecuadorian, ecuadorians | quito
Egypt | | egyptian, egyptians | cairo
El Salvador | | salvadoran, salvadorans | san salvador
Eritrea | | eritrean, eritreans | asmara
Estonia | | estonian, estonians | tallinn
Ethiopia | | ethiopian, ethiopians | addis ababa
Fiji | | fijian, fijians | suva
Finland | | finnish, finns | helsinki
France | french republic | french | paris
Gabon | | gabonese | libreville
Gambia | the gambia | gambian, gambians | banjul
Georgia | | | tbilisi
Germany | federal republic of germany | german, germans | berlin
Ghana | | ghanaian, ghanaians | accra
Greece | | greek, greeks | athens
Guatemala | | guatemalan, guatemalans | guatemala city
Guinea | | guinean, guineans | conakry
Guyana | | guyanese |
Haiti | | haitian, haitians | port au prince
Honduras | | honduran, hondurans | tegucigalpa
Hungary | | hungarian, hungarians | budapest
Iceland | | icelandic, icelanders | reykjavik
India | | indian, indians | new delhi
Indonesia | | indonesian, indonesians | jakarta
Iran | islamic republic of iran | iranian, iranians | tehran
Iraq | | iraqi, iraqis | baghdad
Ireland | republic of ireland | irish | dublin
Israel | | israeli, israelis | jerusalem
Italy | | italian, italians | rome
Ivory Coast | cote d ivoire | ivorian, ivorians | yamoussoukro
Jamaica | | jamaican, jamaicans |
Japan | | japanese | tokyo
Jordan | | jordanian, jordanians | amman
Kazakhstan | | kazakh, kazakhs | astana
Kenya | | kenyan, kenyans | nairobi
Kosovo | | kosovar, kosovars | pristina
Kuwait | | kuwaiti, kuwaitis | kuwait city
Kyrgyzstan | kyrgyz republic | kyrgyz | bishkek
Laos | | laotian, laotians | vientiane
Latvia | | latvian, latvians | riga
Lebanon | | lebanese | beirut
Lesotho | | | maseru
Liberia | | liberian, liberians | monrovia
Libya | | libyan, libyans | tripoli
Lithuania | | lithuanian, lithuanians | vilnius
Luxembourg | | luxembourgish |
Madagascar | | malagasy | antananarivo
Malawi | | malawian, malawians | lilongwe
Malaysia | | malaysian, malaysians | kuala lumpur
Maldives | | maldivian, maldivians |
Mali | | malian, malians | bamako
Malta | | maltese | valletta
Mauritania | | mauritanian, mauritanians | nouakchott
Mauritius | | mauritian, mauritians | port louis
Mexico | | mexican, mexicans | mexico city
Moldova | | moldovan, moldovans | chisinau
Mongolia | | mongolian, mongolians | ulaanbaatar
Montenegro | | montenegrin, montenegrins | podgorica
Morocco | | moroccan, moroccans | rabat
Mozambique | | mozambican, mozambicans | maputo
Myanmar | burma | burmese | naypyidaw
Namibia | | namibian, namibians | windhoek
Nepal | | nepali, nepalese | kathmandu
Netherlands | holland | dutch | amsterdam
New Zealand | | new zealander, new zealanders | wellington
Nicaragua | | nicaraguan, nicaraguans | managua
Niger | | nigerien, nigeriens | niamey
Nigeria | | nigerian, nigerians | abuja
North Korea | dprk, democratic people s republic of korea | north korean, north koreans | pyongyang
North Macedonia | | macedonian, macedonians | skopje
Norway | | norwegian, norwegians | oslo
Oman | | omani, omanis | muscat
Pakistan | | pakistani, pakistanis | islamabad
Panama | | panamanian, panamanians | panama city
Papua New Guinea | | papuan, papuans | port moresby
Paraguay | | paraguayan, paraguayans | asuncion
Peru | | peruvian, peruvians | lima
Philippines | | philippine, filipino, filipinos | manila
Poland | | polish | warsaw
Portugal | | portuguese | lisbon
Qatar | | qatari, qataris | doha
Romania | | romanian, romanians | bucharest
Russia | russian federation | russian, russians | moscow
Rwanda | | rwandan, rwandans | kigali
Samoa | | samoan, samoans | apia
Saudi Arabia | ksa, kingdom of saudi arabia | saudi, saudis | riyadh
Senegal | | senegalese | dakar
Serbia | | serbian, serbs | belgrade
Sierra Leone | | sierra leonean, sierra leoneans | freetown
Singapore | | singaporean, singaporeans |
Slovakia | | slovak, slovaks | bratislava
Slovenia | | slovenian, slovenes | ljubljana
Solomon Islands | | | honiara
Somalia | | somali, somalis | mogadishu
South Africa | | south african, south africans | pretoria
South Korea | republic of korea, rok | south korean, south koreans | seoul
South Sudan | | south sudanese | juba
Spain | | spanish, spaniards | madrid
Sri Lanka | | sri lankan, sri lankans | colombo
Sudan | | sudanese | khartoum
Suriname | | surinamese | paramaribo
Sweden | | swedish, swedes | stockholm
Switzerland | | swiss | bern
Syria | | syrian, syrians | damascus
Taiwan | republic of china | taiwanese | taipei
Tajikistan | | tajik, tajiks | dushanbe
Tanzania | | tanzanian, tanzanians | dodoma
Thailand | | thai, thais | bangkok
Togo | | togolese | lome
Tonga | | tongan, tongans | nuku alofa
Trinidad and Tobago | | trinidadian, trinidadians | port of spain
Tunisia | | tunisian, tunisians | tunis
Turkey | turkiye | turkish, turks | ankara
Turkmenistan | | turkmen | ashgabat
Uganda | | ugandan, ugandans | kampala
Ukraine | | ukrainian, ukrainians | kyiv
United Arab Emirates | uae | emirati, emiratis | abu dhabi
United Kingdom | uk, britain, great britain | british, britons | london
United States | us, usa, america, united states of america | american, americans | washington
Uruguay | | uruguayan, uruguayans | montevideo
Uzbekistan | | uzbek, uzbeks | tashkent
Vanuatu | | | port vila
Venezuela | | venezuelan, venezuelans | caracas
Vietnam | | vietnamese | hanoi
Yemen | | yemeni, yemenis | sanaa
Zambia | | zambian, zambians | lusaka
Zimbabwe | | zimbabwean, zimbabweans | harare
European Union | eu | |
United Nations | un | |
"""


def _read() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for line in _COUNTRIES.strip().splitlines():
        country, others, peoples, capital = (part.strip() for part in line.split("|"))
        names[country.lower()] = country
        names.update(dict.fromkeys(filter(None, others.split(", ")), country))
        demonyms.update(dict.fromkeys(filter(None, peoples.split(", ")), country))
        if capital:
            capitals[capital] = country
    return names, demonyms, capitals


_names, _demonyms, _capitals = _read()

COUNTRY_OF_NAME: Mapping[str, str] = MappingProxyType(_names)
"""Folded name → the country's usual name: ``"dprk"`` → ``"North Korea"``."""

COUNTRY_OF_DEMONYM: Mapping[str, str] = MappingProxyType(_demonyms)
"""Folded demonym → country, where it can mean one country only (so no "Korean")."""

COUNTRY_OF_CAPITAL: Mapping[str, str] = MappingProxyType(_capitals)
"""Folded capital → country: a newspaper's "Beijing" is a town, and who speaks a government."""

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
