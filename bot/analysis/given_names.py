"""Common given names by the pronoun that a text will use for them.

A modest list of our own, from many countries; names borne by both are left out, and in doubt a
name is left out too: a wrong gender hides the right person, a missing one costs little.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.analysis.titles import Gender, by_gender

_HE = """
aaron abdul abdullah abel abraham adam adrian ahmad ahmed aidan alan albert alberto alejandro
alessandro alexander alexandre alfonso alfred ali allen alvaro amir anders andre andreas andrew
andrey andrzej angus anthony antoine anton antonio antony arjun arnold arthur arturo augustus
barack barry bart ben benedict benjamin bernard bernardo bernie bertrand bill bjorn bob bogdan
boris brad bradley brendan brett brian bruce bruno bryan byron calvin carl carlos cedric cesar
charles chester christian christopher chuck claude clement clifford clint clive colin conor
conrad craig cyril damian dan daniel darren dave david dean denholm dennis derek diego dieter
dimitri dmitri dmitry dominic don donald douglas duncan dwight dylan earl ed eddie eduardo edgar
edmund eduard edward edwin elias eli elijah elliot elon emilio emmanuel enrique eric erik ernest
ernesto ethan eugene evan fabian felipe felix ferdinand fernando fidel francesco francisco
francois frank franklin fred frederick fritz gareth gary gavin geoff geoffrey george gerald
gerard gerhard giacomo gideon gilbert giorgio giovanni giuseppe glen glenn gordon graham greg
gregory guido guillermo gunther gustav gustavo guy hamid hans harold harry harvey hassan hector
heinrich helmut henri henrik henry herbert herman hiroshi horace howard hubert hugh hugo hussein
ian ibrahim ignacio igor isaac ismail ivan jack jacob jacques jakob james jason javier jay jeff
jeffrey jeremy jerome jerry jesus jim jimmy joachim joao joaquin joe joel johan johann john
johnny jonas jonathan jorge jose josef joseph joshua juan julian julio jurgen justin kamal karl
keith ken kenji kenneth kevin khalid klaus konstantin kurt lars laurence lawrence leon leonard
leonardo leopold lewis liam lionel lloyd louis luca lucas luigi luis lukas luke magnus mahmoud
malcolm manuel marcel marcello marco marcos marcus mario mark martin marvin massimo mateo
matteo matthew matthias maurice mauricio max maximilian michael miguel mikhail mike mitch mitt
mohamed mohammad mohammed moses muhammad murray mustafa narendra nathan nathaniel ned neil nelson
nicholas nick nicolas nico niels nigel nikolai noah norman oleg oliver olaf omar orlando oscar
oswald otto owen pablo paolo patrick paul paulo pavel pedro per pete peter petr philip phil
philippe pierre piotr rafael raj rajesh ralph ramon randall randy rashid raul ravi ray raymond
reginald rene reza ricardo richard rick rob robert roberto rodney rodrigo roger roland ronald
rory ross roy rupert russell ryan salvador samuel sanjay scott sean sebastian serge sergei sergey
sergio shane sidney simon solomon spencer stanley stefan stephen steve steven stewart stuart
sven tadeusz takeshi ted terence theo theodore thomas tim timothy tobias todd tom tomas tommy tony
travis trevor tyler umar uwe vernon victor viktor vijay vincent vincenzo vladimir volodymyr
walter warren wayne werner wilhelm will willem william winston wolfgang xavier yasser yusuf
yuri zachary zbigniew denys kofi kwame abel barry chris
"""
_SHE = """
abigail ada adele adriana agatha agnes aisha alexandra alice alicia alina alison amanda amber
amelia amina amy ana anastasia andrea angela angelica angelina angie anita ann anna anne annette
annie antonia aoife ariana astrid audrey barbara beatrice beatriz becky belinda bernadette beth
bethany betty beverly bianca bonnie brenda bridget brigitte camila camilla candice carla carmen
carol carolina caroline carolyn cassandra catalina catherine cathy cecilia celia charlotte chelsea
cheryl chiara chloe christina christine cindy claire clara clarissa claudia colleen constance
cora cordelia cristina cynthia daisy daniela danielle daphne dawn deborah debbie deirdre delia
denise diana diane dolores donna dora doris dorota dorothy edith eileen elaine eleanor elena elif
elisa elisabeth eliza elizabeth ella ellen elsa emilia emily emma erica erika erin esther ethel
eugenia eva evelyn fatima felicity fiona flora florence frances francesca frida gabriela
gabrielle gemma georgia georgina geraldine gertrude gina giorgia giulia gladys gloria grace greta
gretchen gudrun gwen hanna hannah harriet hazel heather heidi helen helena helga henrietta hilary
hillary hilda holly ida ines inge ingrid irene iris isabel isabella isabelle ivanka ivy jacqueline
jane janet janice jasmine jeanette jennifer jenny jessica jill joan joanna joanne josefina
josephine joyce judith judy julia juliana julie juliet june kaja kamala karen karin katarina kate
katherine kathleen kathryn kathy katie katrina kayla keiko khadija kristen kristin kristina lara
larissa laura lauren layla leah leila lena leticia liliana lillian lily linda lisa liz louise lucia
lucille lucinda lucy lydia lynn mabel madeleine madison maeve magdalena maggie malala mandy
marcia margaret margarita margot maria mariam marianne marie marilyn marina marissa marjorie
marlene marta martha martina mary matilda maud maureen megan melania melanie melinda melissa
mercedes meredith michelle mildred mina miranda miriam molly mona monica monique muriel nadia nancy
naomi natalia natalie natasha nina noor nora norma octavia olga olivia paige pamela patricia paula
pauline penelope penny petra philippa phoebe phyllis pilar polly prudence priya rachel ramona
rebecca regina renata rita roberta rosa rosalind rose rosemary roxana ruth sabine sabrina sally
samantha sandra sara sarah selina selma serena sheila shirley silvia simone sofia sonia sophia
sophie stacy stella stephanie sue susan susana susanna suzanne svetlana sylvia tamara tania tanya
tara tatiana teresa tessa thelma theresa tiffany tina tracy ulrike ursula valentina valeria
valerie vanessa vera veronica victoria viola violet virginia vivian wanda wendy wilma winifred
yolanda yoko yvette yvonne zainab zara zelda zoe ilse melissa
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
