"""Common given names by the pronoun that a text will use for them.

A modest list of our own, from many countries; names borne by both are left out, and in doubt a
name is left out too: a wrong gender hides the right person, a missing one costs little.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.analysis.titles import Gender, by_gender

_HE = """
aaron abdul abdullah abel abraham adam adrian ahmad ahmed aidan alan alasdair alastair albert
alberto alec alejandro alessandro alexander alexandre alfie alfonso alfred ali allen alvaro amir
amit anand anders andre andreas andrew andrey andrzej angus ansel anthony antoine anton antonio
antony archie arjun arnold arthur arturo ashok atticus augusto augustus aurelio balthazar barack
barnaby barry bart bartholomew basil bela ben benedict benjamin bernard bernardo bernd bernie
bertrand bilal bill bjorn bob bogdan boris brad bradley bram brendan brett brian bruce bruno bryan
byron callum calum calvin carl carlos casper cedric cesar charles chester chidi chinedu chris
christian christopher chuck clarence claude clement clifford clint clive colin conor conrad cormac
cornelius cosmo craig cuthbert cyril cyrus damian dan daniel darragh darren dave david dean declan
denholm dennis denys derek desmond diego dieter dimitri dimitrios dmitri dmitry dominic dominik don
donal donald donovan dougal douglas duncan dwight dylan eamon earl ed eddie edgar edmund eduard
eduardo edvard edward edwin egon eli elias elijah elliot elon emeka emil emilio emir emmanuel
enrique enzo eric erik ernest ernesto erwin ethan eugene evan everett fabian felipe felix ferdinand
fergus fernando fidel finn fionn francesco francisco francois frank franklin fraser fred frederick
fritz fyodor gael gareth gary gavin geoff geoffrey george gerald gerard gerhard giacomo gianni
gideon gilbert giorgio giovanni giuseppe glen glenn godfrey gopal gordon graham greg gregory guido
guillermo gunther gustav gustavo guy hamid hamish hans hari harold harry haruto harvey hassan havel
hector heinrich helmut henri henrik henry henryk herbert herman hideo hiroshi hjalmar horace howard
hubert hugh hugo humphrey hussain hussein ian ibrahim idris ignacio igor ilya imran ingmar isaac
isak ishaan isidro ismail ivan jack jacob jacques jakob james jarek jason jasper javad javier jay
jeff jeffrey jens jeremy jerome jerry jerzy jesus jim jimmy jiri joachim joakim joao joaquin joe
joel johan johann john johnny jonah jonas jonathan jorge jose josef joseph joshua juan julian julio
julius jurgen justin kai kamal kareem karl kaspar kazuo keith ken kenji kenneth kevin khalid kieran
klaus kofi konstantin kurt kwame lachlan lambert lars laszlo laurence lawrence leif leon leonard
leonardo leopold lewis liam lionel lloyd lorcan lorenz lothar louis luca lucas ludovic luigi luis
lukas luke magnus mahesh mahmoud malcolm manuel marcel marcello marco marcos marcus marek mario mark
martin marvin massimo mateo matteo matthew matthias maurice mauricio max maximilian michael miguel
mikael mike mikhail milan miroslav mitch mitt mohamed mohammad mohammed mohan moses muhammad murray
mustafa narendra nathan nathaniel naveen ned neil nelson niall nicholas nick nico nicolas niels
nigel nikolai nils nnamdi noah norman obinna olaf oleg oliver oluwaseun omar orlando oscar oskar
osman oswald otis otto owen pablo paolo patrick paul paulo pavel pawel pedro per percival pete peter
petr phil philip philipp philippe pierre piet piotr pradeep quentin radek rafael raj rajesh ralph
ramon randall randy rashid raul ravi ray raymond reginald reinhold rene reza ricardo richard rick
rob robert roberto rodney rodrigo roger roland ronald rory ross roy rufus rupert russell ryan
salvador samuel sanjay scott seamus sean sebastian serge sergei sergey sergio shane sidney sigurd
silas simon solomon soren spencer stanley stefan stellan stephen steve steven stewart stig stuart
sunil suresh sven tadeusz taha takeshi tariq tatsuo ted terence thabo thaddeus theo theodore thomas
tim timothy tobias todd tom tomas tomasz tommy tony torsten travis trevor tristan tyler ulrich umar
uwe valentin vernon victor vijay vikram viktor vincent vincenzo vladimir vladislav volodymyr
waldemar walter warren wayne wendell werner wilhelm will willem william winston wolfgang xavier
yannick yasser yuri yusuf zachary zbigniew zoltan
"""
_SHE = """
abigail ada adaeze adele adriana agatha agnes agnieszka aisha aisling aiyana alessandra alexandra
alice alicia alina alison alma amalia amanda amara amber amelia amina amy ana anastasia andrea aneta
angela angelica angelina angie anita ann anna anne annette annie annika antonia anya aoife araceli
ariadne ariana astrid audrey aurelia barbara beatrice beatrix beatriz becky belinda bernadette beth
bethany betty beverly bianca birgit blessing bonnie brenda bridget brigid brigitte camila camilla
camille candice carla carmen carol carolina caroline carolyn cassandra catalina catherine cathy
catriona cecilia celeste celia charlotte chelsea cheryl chiara chidinma chioma chloe christina
christine cindy claire clara clarissa claudia clementine colleen concepcion constance consuelo cora
cordelia cosima cristina cynthia dagmar daisy dalia daniela danielle daphne dawn debbie deborah
deirdre delia delphine denise diana diane dolores donna dora doris dorota dorothea dorothy edith
eileen eilidh elaine eleanor elena eleonora elif elisa elisabeth eliza elizabeth ella ellen elsa
elspeth emilia emily emma erica erika erin esme esperanza estelle esther ethel eugenia eunice eva
evelyn fatima fatoumata federica felicity fenella fiona fionnuala flora florence frances francesca
frederica freya frida gabriela gabrielle gemma georgia georgina geraldine gertrude gina giorgia gita
giulia gladys gloria grace grainne greta gretchen gudrun gunilla gwen gwendolyn hanna hannah harriet
hazel heather hedwig heidi helen helena helga henrietta hermione hilary hilda hilde hillary holly
honora hortense ida ifeoma ilse imelda imogen indira ines inge ingeborg ingrid iona iphigenia irena
irene iris isabel isabella isabelle isolde ivana ivanka ivy jacqueline jadwiga jana jane janet
janice jasmine jeanette jennifer jenny jessica jill joan joanna joanne jocasta jolanta josefina
josephine joyce judith judy julia juliana julie juliet june juniper kaja kalpana kamala karen karin
karolina katarina katarzyna kate katerina katherine kathleen kathryn kathy katie katrina kavita
kayla keiko khadija kirsten kristen kristin kristina lakshmi lara larisa larissa laura lauren
lavinia layla leah leena leila lena leocadia leonora leticia lieselotte liliana lillian lily linda
lisa liz louise lucia lucille lucinda lucy ludmila lydia lynn mabel madeleine madison maeve
magdalena maggie magnolia mairead malala malgorzata mandy marcia margaret margarita margit margot
marguerite maria mariam marianne marie marilyn marina marisol marissa marjorie marlene marta martha
martina mary matilda maud maureen meera megan melania melanie melinda melissa mercedes meredith
michelle mildred milena mina minerva miranda miriam moira molly mona monica monique morag morwenna
muriel nadezhda nadia nancy naoko naomi natalia natalie natalya natasha ngozi niamh nina nkechi noor
nora norma octavia odette olga olivia ottilie padma paige pamela parvati patricia paula pauline
penelope penny petra philippa phoebe phyllis pilar polly portia priya prudence rachel radha ramona
rebecca regina renata rhiannon rhona rita roberta roisin rosa rosalind rosamund rose rosemary rowena
roxana ruth sabine sabrina sakura sally samantha sandra saoirse sara sarah saskia selina selma
serena shanti sheila shirley silvia simone siobhan sofia solveig sonia sophia sophie soraya stacy
stella stephanie sue sunniva susan susana susanna suzanne svetlana sylvia tamara tamsin tania tanya
tara tatiana teresa tessa thelma theodora theresa thomasina tiffany tilda tina tracy ulrike ursula
valentina valeria valerie vanessa vashti vera verena veronica victoria viola violet virginia vivian
wanda wendy wilhelmina wilma winifred xiomara yasmin yetunde yoko yolanda yvette yvonne zainab zara
zelda zoe zofia zora
"""

GIVEN_NAMES: Mapping[str, Gender] = by_gender(_HE, _SHE)
"""Folded given name → pronoun."""

_SHORT = {
    "abe": "abraham",
    "al": "albert",
    "alex": "alexander",
    "andy": "andrew",
    "ben": "benjamin",
    "bernie": "bernard",
    "bill": "william",
    "bob": "robert",
    "chris": "christopher",
    "chuck": "charles",
    "dan": "daniel",
    "dave": "david",
    "don": "donald",
    "ed": "edward",
    "greg": "gregory",
    "jeff": "jeffrey",
    "jim": "james",
    "joe": "joseph",
    "jon": "jonathan",
    "kate": "katherine",
    "ken": "kenneth",
    "liz": "elizabeth",
    "matt": "matthew",
    "mike": "michael",
    "nick": "nicholas",
    "pete": "peter",
    "phil": "philip",
    "rick": "richard",
    "rob": "robert",
    "ron": "ronald",
    "sam": "samuel",
    "steve": "stephen",
    "ted": "edward",
    "tim": "timothy",
    "tom": "thomas",
    "tony": "anthony",
    "will": "william",
}

SHORT_NAMES: Mapping[str, str] = MappingProxyType(_SHORT)
"""Short forms under which a person's first name may return."""
