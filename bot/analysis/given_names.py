"""Common given names by the pronoun that a text will use for them.

A modest list of our own, from many countries; names borne by both are left out, and in doubt a
name is left out too: a wrong gender hides the right person, a missing one costs little.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.analysis.titles import Gender, by_gender

_HE = """
aamir aaron abbas abdallah abdel abdi abdirahman abdoulaye abdul abdulaziz abdulla abdullah
abdullahi abdulrahman abel abhay abhishek abhisit abiy abner abraham achille adam adan adel adil
aditya adlai adnan adolf adolfo adrian adriano adrien agamemnon agron agus agustin ahmad ahmed ahmet
aidan aime ajay ajit akash akbar ake aki akio akira akram akshay alain alan alasdair alassane
alastair alban albert alberto albin albrecht aldo aldous alec aled alejandro aleksandar aleksander
aleksandr aleksei alen alessandro alexander alexandre alexei alexey alf alfie alfonso alfred alfredo
algernon algirdas ali alistair alister allan allen alois alok alonzo alphonse alun alvaro alvin
amadou amar amaro ambrose ameen ameer amer aminu amir amit amitabh amjad ammar amos amr amro anakin
anand anas anatole anatoly anders andre andreas andrei andrej andrew andrey andris andriy andrus
andrzej angelo angelos angus anies anil anis anish ansel anselmo anson antero anthony antoine anton
antoni antonin antonio antonis antony antti anura anurag anutin anwar apichatpong aram arash
archibald archie arie arif arik aristide aristotle arjen arjun arkady arlo armand armando armin
arnaud arne arnie arnold arnt aron arron arsen arsene arsenio artem arthur artur arturo arun arvind
arvo arvydas asad asghar asher ashish ashok ashraf ashutosh ashwin asif asim aslan assimi atal atif
atticus attila atul aubin auguste augustin augustine augusto augustus aurangzeb aurelio avi avigdor
avner avraham avram axel ayman ayub azim aziz azzam babajide babak bader badr badri baha bakr
balthazar barack barnabas barnaby barney barry bart bartholomew bartolomeo baruch bas bashar bashir
basil bassam bassirou bela ben benedict benigno benito benjamin benji benjy bennie benny benoit
bernard bernardo bernd berndt bernhard bernie bert berthold bertie bertram bertrand bhagwan bhumibol
bidzina biel bikram bilal bill billy bjarne bjorn blaise boaz bob bobby bogdan bojan bongani
bonifacio boris boubacar brad braden bradley bram brandon branislav brayden brendan brendon brenton
brett brian brice bronn bruce bruno bryan bryce burhan burt byron caleb callan callum calum calvin
camilo carl carles carlito carlo carlos carmelo carmine carsten casper cassio cassius cathal cecil
cedric celso cem cesar cesare chaim charles charly chauncey chaz cheick cheikh chester chet chibuike
chidi chinedu chris christian christof christoph christophe christopher christos chuck chukwuemeka
cian ciaran cillian ciro claes clarence claude claudio claudius clayton clemens clement cletus
clifford clint clive clovis cody coen colin colm colton colum connor conor conrad constantin
constantino corey cormac corne cornelius cory cosmo costas craig crispin cristian cristiano
cristobal cuthbert cyprian cyril cyrus daan dafydd daigo daisuke damian damien damon dan daniel
daniil danilo danny dante dario darius darko darnell darragh darrel darrell darren darryl daryl dave
davey davi david davide davy dawood dean deandre deangelo declan deepak deion dejan delbert dele
demarcus demetrius denholm denis dennis denys denzel deon derek dermot derrick desean deshaun desi
desmond devendra dewey dexter dick didier diego dieter dietrich dilip dimitar dimitri dimitrios
dimitris dinesh dino diogo diomaye dirk dmitri dmitry dmytro dom domenico dominic dominik don donal
donald donato donnell donnie donny donovan doug dougal dougie douglas dov dragan drago duane duncan
dustin dwayne dwight dylan dzhokhar eamon eamonn earl ebenezer eberhard ed eddie eder edgar edgardo
edgars edi edin edmond edmund edouard edson eduard eduardo edvard edward edwin egbert egon ehud eiji
einar eko eldar eldon eldridge eleazar eli elias eliezer elijah elio elliot elmer elmo elon eloy
elton elvis emanuel emeka emil emile emiliano emilio emin emir emmanuel emmerson emmett emomali emre
emyr enes enoch enrique enver enzo eoghan eoin ephraim eric erich erick erik ernest ernesto ernie
errol ervin erwin esteban ethan etienne eugen eugene eugenio eusebio eustace evan everett evert
evgeni evgeny evo ewald ewan ewen eyal ezekiel ezequiel ezio ezra fabian fabien fabio fabrice
fabrizio fahad fahd faisal faiz farhad farhan farid faris farooq farouk fatih faure fausto fawad
federico fedor feliciano felipe felix femi ferdinand ferenc fergus fermin fernand fernandinho
fernando ferran festus fiachra fidel filip filippo finlay finn fionn firmino flavio florentino
florian florin forrest fouad francesco francisco franck francois frank franklin frans franz fraser
fred freddy frederic frederick frederik fredrik friedrich fritz fuad fyodor gabor gabriel gael
gaetano gagik galen gamal ganesh ganjar gareth garth gary gaspar gaspard gaston gatot gaurav gautam
gautier gavin geert gennady geoff geoffrey georg george georges georgi georgios geraint gerald
geraldo gerard gerardo gerd gerhard gero gerrit gerry gershon gerson gert gervais getachew gethin
ghazi ghulam giacomo giancarlo gianfranco gianluca gianluigi gianni giannis gibran gideon gil gilad
gilbert gilberto giles gilles gilson gino giordano giorgi giorgio giovanni gitanas giuliano giuseppe
glen glenn glyn godfrey gonzalo goodluck gopal goran gordan gordon gorka goro gotabaya gottfried
govind govinda graham greg gregoire gregor gregorio gregory griff grigory grover guenther guido
guillaume guillermo gunnar gunter gunther guoqiang gurbanguly gus gustaf gustav gustave gustavo guy
gwilym habib hadi hafez hafiz haidar haider haifeng haile hailemariam haim hajime hakainde hakan
hakeem hakim hamad hamada hamdan hamed hamid hamish hammad hammam hamza hani hank hannes hannibal
hans haoran harald hari harish harlan harold harry haruki harun haruto harvey hasan hashem hashim
hassan havel hayao hayato heathcliff hector heinrich helge helio helmut hemi hendrik henk henning
henri henrik henrique henry henryk herb herbert herman hermann hernan hernando herschel hershel
herve hezekiah hideki hideo hilaire hiram hirohito hiroki hiroshi hiroyuki hisham hjalmar holger
horace horacio horatio horst hosni hossain hossein howard hrithik hubert hugh hugo humberto humphrey
husayn hussain hussein huw hywel iago iain ian ibrahim ibrahima ichabod ichiro idris ifeanyi iggy
ignacio ignatius igor ikenna iker ilya imad imran imre imtiaz ingmar inigo iolo irakli irfan irvin
isaac isaiah isaias isak ishaan ishmael isidore isidro ismael ismail issa issei istvan italo ivan
ivar ivo iwan iwo jaan jaap jabari jabbar jaber jacek jacinto jack jaco jacob jacobus jacopo jacques
jaden jafar jago jahangir jake jakob jakub jalal jamaal jamal jamar jameel james jamil janos janusz
jared jarek jari jaroslav jarrod jarvis jason jasper javad javed javi javid javier jawad jawaharlal
jay jayden jaylen jeb jed jeff jeffrey jens jere jeremiah jeremy jermaine jeroen jerome jerry jerzy
jesper jesse jesus jethro jianguo jianjun jim jimmie jimmy jinping jintao jiri jiro joachim joakim
joao joaquim joaquin jochen joe joel joey joffrey johan johann johannes john johnnie johnny joji
joko jomo jon jonah jonas jonathan jonny joost jordi jorge jory jose josef josep joseph josh joshua
josiah josip jost jovan jozef juan julian julien julio julius juma junjie jure jurgen juri jussi
justin justus juvenal kadir kai kaito kalle kalman kalyan kamal kamehameha kamel kamil kamran kapil
karan kare kareem karel karim karl karol karsten karthik kartik kaspar kassim kassym kazuma kazuo
kazuya keanu kees keir keith kelvin kemal ken kendrick kenenisa kenichi kenji kenneth kenny kenshin
kenta kenton kenzo keoni kermit kevan kevin kgalema khaled khalid khalil kieran kimi kimo kirill
kishan kishore kiyoshi kizza klaas klaus knut koen kofi koichi koji konrad konstantin kosta kostas
krisjanis kristian kristof krum krzysztof kunal kurt kurtis kuzma kwabena kwadwo kwaku kwame kyle
lachlan lalit lalu lambert lance landon larry lars lasse laszlo laurence laurens laurent lauri lavar
lawrence laxman lazar lazaro leander leandro lebron lech leif lemuel lennart lenny leo leon leonard
leonardo leonid leonidas leopold leopoldo leos leroy lester lev levi levon lewis lex liam lino linus
linwood lionel llewelyn lloyd lochlann loic lonnie lorcan lorenz lorenzo loris lorne lothar louie
louis luc luca lucas lucian luciano lucien lucio lucius ludo ludovic ludwig luhut luigi luis luiz
luka lukas luke luther lyle lyndon maarten madan madhav mads magnus mahadev mahathir mahendra maher
mahesh mahinda mahmood mahmoud mahmud maithripala majid maksim malachi malcolm malick mamadou
manasseh manfred mangosuthu manish manmohan manny manohar manoj manolo mansoor mansour manu manuel
marat marc marcel marcell marcello marcelo marciano marcin marco marcos marcus marek mario marius
mark markus marlon marouane marshawn marten martin marton marty marv marvin marwan masahiro masaki
masao masood masrour massimiliano massimo mateo mathias mathieu mathis matias mats matteo matthew
matthias matthieu matti mattia maurice mauricio mauro max maxime maximilian maximo mcebisi mehdi
mehmet melchior melvin menachem mendel mendy mert merv mervyn mesut micah michael micheal mick
mickey miguel mihkel mikael mike mikel mikhail mikheil mikkel mikko milan milo milos minoru mirko
miro miroslav misbah mitch mitt moctar modibo mohamad mohamed mohammad mohammed mohamud mohan
mohandas mohit mohsen mohsin moises monty mordecai mordechai moritz morten mortimer moses moshe
mostafa moti mousa moussa muhammad muhammadu muhammed muhyiddin mukesh mukhtar munir murad murali
murat murdo murray musa mustafa mustapha mykola myles myron nabil nadeem nader nadir naeem nahum
naim najib naoki naoto narayana narendra nasir nasr nasser nate nathan nathanael nathaniel naveen
navin nazar nazim nechirvan ned neil nelson nemanja nestor neville newt neymar niall niccolo
nicholas nick nico nicolae nicolas niels nigel nii nikhil niklas nikolai nikolaj nikolas nikolay
nikos nils nima nimrod nir nitin nitish njabulo nnamdi noah noe noel norbert norman nouri novak
numan nuno nuri nurlan nursultan obadiah obinna octavian octavio ofer oisin okechukwu oladipo olaf
olav ole oleg oleh oleksandr oliver olivier olli ollie olof olusegun oluwaseun omar omari omer omid
omri oran orhan orlando orson orville osama osamu oscar oskar osman osvaldo oswald othman otis otto
oumar ove owain owen ozzie ozzy pablo padraic padraig pankaj panos paolo pape pascal pascual
pasquale patricio patrick patrik paul pauli paulinho paulo paulus pavel pawan pawel pedro pekka
pelle pellegrino pepe per percival peregrine pericles petar pete peter petr petre petri petro petros
petter phil philip philipp philippe phineas piero pierre piet pieter pietro piotr prabowo pradeep
prakash pranab prashant praveen prayut prayuth primoz prithvi qasim quang quentin quincy radek
radovan radu raekwon rafa rafael raffaele rafi rafiq rafizi raghu ragnar raheem rahul raila rainer
raj rajab rajan rajat rajeev rajendra rajesh rajinikanth rajiv raju rakesh ralf ralph ramakrishna
ramesh rami ramin ramiro ramon ramzan ramzi ranbir randal randall randy ranil ranjan ranjit ranveer
raoul raphael rashad rasheed rashid rasmus rasul ratan rauf raul ravi ravindra ravish rawiri ray
raymond recep reg reggie reginald regis reiner reinhard reinhart reinhold remo remus renato renaud
rene renzo reuben reuven rex reynaldo reza rhodri rhys riad ricardo richard richie rick ricky
rigathi rik riku rizal rizieq roald rob robbie robby robert roberto rocco roch roddy roderick rodger
rodney rodolfo rodrigo rogelio roger rohan rohit roland rolando rolf romain romeo romulus ron ronald
ronaldinho ronan roque rory roscoe ross roy royston ruairi ruben rudi rudolf rudolph rudy rudyard
rufus rumen rupert ruslan russ russell rutger ruud ryan ryota ryuji saad saadi sachin saddam sadiq
sadyr saeed saif sajid saku salah salahuddin saleem saleh salih salim salman salva salvador
salvatore samad sameer sami samir sammy samo samuel sandeep sander sandor sandro sanjay sanjeev
santino sanusi satish satoru satoshi sattar saul saulius sayed sayyid scott scottie seamus sean seb
sebastian sebastien segun seif seiji selim semyon sepp serge sergei sergey sergi sergio serhiy serik
serzh seth seumas severin severino seydou shafiq shahbaz shahid shahrukh shamus shane shaquille
shareef shaun shavkat shawn shehu shekhar sherif sherwin shigeru shimon shingo shinichi shinji
shinsuke shinzo shivaji shlomo shmuel shoaib shoji shota shuichi shyam siaosi sibusiso sid siddharth
siddhartha sidney siegfried sigismund sigmar sigmund sigurd silas silvester silvestre silvio simeon
simo simon sinan sione sipho siro sitiveni siya siyabonga sizwe slobodan socrates sohail solomon
somchai soren sorin sota soule souleymane spencer spiro spyro srettha srinivas srinivasan stan
stanislas stanislav stanislaw stanley stavros stef stefan stefano steffen stellan sten stepan
stephan stephane stephen stevan steve steven stewart stig stipe stu stuart subhash sudhir sulaiman
suleiman sundar sunil suresh sven sylvain sylvester tadashi tadej tadeusz tage taha tahir taichi
takao takashi takeo takeshi taku takumi talal taleb talib tamas tamati tamer tamim taras tarek tarik
tariq taro tarun tatsuo tatsuya tavon tayyip ted teemu teodoro terence terrance terrell terrence
tetsuo tetsuya tevita tewodros thabo thad thaddeus thaksin thanathorn themba theo theobald theodor
theodore theon thiago thibault thibaut thierry thomas thorsten thulani thurgood tiago tibor tiernan
tilak tim timmy timo timothy timur tino tito titus tobias toby tod todd tom tomas tomasz tommaso
tommie tommy tomo tony toomas torsten toru toshio travis trayvon tremaine trevor trey tristan
tristram tuan tupac turki tycho tyler tyree tyrell tyrese tyrion uday udo ugo ugochukwu uhuru ulf
uli ulrich ulugbek ulysses umar umberto umesh uri uriah uriel urmas urs usain usama usman uthman uwe
vaclav vadim vajiralongkorn vakhtang valdis valentin valeri valerio varun vasco vasil vasily vernon
vesa vicente victor viggo vijay vikas vikram viktor vilas viliame ville vinay vince vincent vincenzo
vinod virat virgil vishal vitali vitaly vito vitor vittorio vivek vlad vladimir vladislav volker
volodymyr voreqe vusi vyacheslav vytautas wael waheed wahid waldemar waldo wale waleed walid wally
walt walter walther warren wasim waylon wayne weidong weimin wenbo wendell wenjun wenzel werner wes
wesley wessel wiebe wieland wilbert wilbur wilf wilfred wilfrid wilfried wilhelm will willem willi
william wilmer wim winston wiremu wladimir wojciech wolfgang wolfram woodrow wyatt xabi xavi xavier
xenophon xiaobo xiaodong xiaoming xiaoping xolani yaakov yahya yair yakov yakubu yann yannick yannis
yash yasin yasir yasser yassin yasuo yaw yaya yehuda yerlan yevgeny yisrael yitzhak yoel yohan
yoichi yorick yosef yoshiki yoshio yossi younis yousaf yousef youssef yousuf yoweri yuichi yuji
yukio yunus yuri yuriy yury yusuf yusuke yuta yuvraj yves zac zach zachary zack zafar zaheer zahid
zaid zak zakaria zaki zakir zalman zander zayed zbigniew zedong zeke zemin zeno zev zhandos zhaoxu
zhigang zhiqiang zhiwei ziad zico zihao zinedine zlatan zoltan zoran zulfiqar zurab zvi zygmunt
"""
_SHE = """
aaliyah aarti abbie abby abena abigail abla ada adaeze adaobi adela adele adelina adeline adina
aditi adriana adrienne adwoa afia agata agatha agathe agnes agnese agnieszka aida aigerim aiko aila
aileen ailsa aimee aina aine aino airi aisha aishatu aishwarya aisling aissata aissatou aiyana akane
akemi akiko akosua akua alana alanis alanna albertine albina alda alejandra aleksandra alena
alessandra alessia alexandra alexandrine alexia alia alice alicia alida alina aline alisa alisha
alison alissa alix aliya aliyah aliza alka alla allegra allie allison allyson alma almaz althea alya
alyson alyssa amala amalia amalie amanda amara amarachi amaryllis amaya amber amelia amelie amie
amina aminata amira amrita amy ana anabel anabelle anahit anais ananda ananya anastasia anat anca
andrea aneta anette angela angelica angelina angeline angelique angharad angie ania anika anita anja
anjali anjelica anka anke ankita ann anna annabel annabella annabelle annabeth annalisa annalise
anne anneliese annemarie annette anni annie annika annu anouk antoinette antonella antonia antonina
anuradha anushka anya aoibhinn aoife aparna arabella araceli archana aretha arevik ariadne ariana
arisa arlene arlette aroha aruna arundhati asami asha ashlee ashleigh ashlyn asli asma astrid asuka
asuna asya atifete aud aude audrey auma aurea aurelia aurelie aurore ava avni avril awa aya ayaka
ayako ayana ayano ayat ayesha ayla ayu ayumi azra azusa babette babita barbara barbel barbora basia
beata beate beatrice beatrix beatriz bec becca becky belinda bella benazir benita berenice berit
berna bernadette bernice berta bertha berthe beryl bess bessie beth bethan bethany bethenny betsy
bette bettina betty bev beverly beyonce bianca biddy bidya bina bindu binta birgit birgitta birgitte
birtukan bisi bjork blanca blanche blanka blessing bonnie borjana botagoz brenda briana brianna brid
bridget bridie brigid brigitta brigitte britney britt britta brittney bronte bronwen bronwyn bruna
bryony bushra busisiwe caitlin caitlyn calista callie camelia camila camilla camille cammy candace
candela candelaria candice caoimhe cara carina carine caris carissa carla carlene carley carlota
carlotta carly carmela carmelita carmen carmina caro carol carola carole carolina caroline carolyn
carrie carys cassandra cassia cassie caster catalina catarina caterina cath catharina catherine
cathleen cathryn cathy catrin catriona cecile cecilia cecilie celeste celia celie celina celine
cerys chandni chandrika chanelle chantal chantelle charis charlene charlotte charmaine charmian
charo chava chaya chelsea cherie cheryl chiamaka chiara chidinma chika chimamanda chinwe chioma
chitra chiyo chizuru chloe chrissie chrissy christa christabel christiana christiane christin
christina christine ciara cicely cilla cindy claire clara clarice clarissa clarisse claudette
claudia claudine clea clemence clementina clementine cleo cleopatra cliona clodagh clotilde coco
coleen colette colleen concepcion conchita constance constanza consuelo cora coralie corazon
cordelia coretta corina corinna corinne cornelia cosette cosima courteney cristina cynthia dagmar
dagny daisy dalal dalia damaris danae danica daniela daniella danielle danika daphne daria darla
darlene darya davina dawn dayna deanna deanne deb debbi debbie debora deborah debra deena deepa
deepika deidre deirdre delia della delores delphine demi dena denise derartu desiree devika diana
diane dianna dianne dido dilma dina dinah dinara dionne dipa disha dita divya doina dolly dolores
dominika donatella donna dora dorcas doreen dorinda doris dorit dorota dorothea dorothy dottie
draupadi droupadi drusilla dulcie dunia dunya eartha ebba edda edie edina edith edna edwina effie
efua eiko eileen eilidh eimear ekaterina ekta elaina elaine eleanor elen elena eleni eleonora elham
eliana eliane elif elin elina elinor elisa elisabeth elisabetta elise elissa eliza elizabeth elke
ella ellen elli ellie elly elma elmira elodie eloisa eloise els elsa elsie elspeth eluned elva
elvira eman emeline emer emiko emilia emilie emily emine emma emmanuelle emmeline emmy encarnacion
enid enya eri erica erika erin erma erna ernestine esha esma esme esmeralda esperanza estela estella
estelle ester esther esti ethel etta eugenia eugenie eulalia eunice euphemia eva evangeline evelina
eveline evelyn evi evie evika evin ewa fabiana fabienne fabiola fadumo faiza farida fatemeh fatima
fatimah fatma fatou fatoumata faye federica felicia felicity fenella fernanda feruza ffion fiame
fiona fionnuala flavia fleur flo flora florence florrie flossie folasade fran frances francesca
francia francine francisca francoise franziska freda frederica freya frida frieda fujiko fumiko
funda funke funmilayo gabby gabriela gabriella gabrielle gail galia galina gauri gayatri gayle
gaynor geeta geetha gemma genevieve genzebe georgette georgia georgiana georgina geraldine gerda
geri germaine gertie gertrud gertrude ghazal ghislaine gianna gigi gilda gillian gina ginette ginny
giorgia giovanna gisela gisele giselle gita giulia giuliana gladys glenda glenys glinda gloria
glynis gohar golda goldie golshifteh grace gracie graciela grainne grazia greta gretchen grete
gretel griselda gro gry gudaf gudrun gugu guiying gulmira gulnara gunilla gusta gwen gwendolen
gwendolyn gwyneth hacer hadiza hajar hala halide halima halla hallie hana hanako hanan hande hanna
hannah hanne hanni harini harriet haruka haruko hasina hattie hatty hauwa hava hawa hayley hazel
heather heba hedda hedwig hedy heidi heike helen helena helene helga heli helle heloise hema
henrietta henriette hermine hermione hertha hester hettie hiba hidilyn hikari hilary hilda hilde
hildegard hildegarde hillary hina hind hinemoa hiroko hisako hitomi hoda hodan hollie holly honoka
honora hortense huda huguette huma huong ida ieva ifeoma ifrah iida ijeoma ilana ilaria ileana ilene
ilona ilse imani imee imelda imogen imogene inas indira ines inga inge ingeborg inger ingrid ingrida
inna iola iona ione iphigenia irena irene irina iris irma iryna isabel isabela isabella isabelle
isadora iseult ishita isla isobel isolde isra iva ivana ivanka ivy jacinda jacinta jaclyn jacqueline
jacquelyn jacqui jada jadwiga jamila jana janae jane janelle janet janette janey janice janina
janine janna jasmine jasna jaya jayalalithaa jayanti jayne jazmine jeanette jeanie jeanine jeanne
jeannette jeannie jeannine jelena jemima jemma jenna jenni jennie jennifer jenny jessica jette jill
jillian jilly jingjing joan joana joanie joann joanna joanne jocasta jodie joelle johanna johanne
jolanta jolene jona joni josefa josefina josephine josette josie joyce juana juanita judith judy
julia juliana julianna julianne julie juliet julieta juliette june juniper jurate justina justine
justyna jutta jyoti kacey kady kaede kaia kaisa kaitlin kaitlyn kaja kajal kajol kalina kalpana
kamala kamila kamini kanako kangana kanta kanya kaori kara kareena karen karima karin karina karine
karishma karla karlie karolina karuna karyn kasia kassandra kasumi kata katarina katarzyna kate
katelyn katerina kateryna katharina katharine katherine kathi kathie kathleen kathryn kathy kati
katia katie katina katja katrin katrina katy kavita kavya kayla kaylee kayleigh kazuko keely keiko
keira keisha kelli kellie kendra keren keri kerri kerrie kersti kerstin kesha ketanji ketevan kezia
khadija khady khaleda khofifah kiana kiera kiki kimberley kimberly kimiko kira kiri kirsten kirstie
kirstin kirsty kitty kiyoko klara koharu kolinda kotoko kourtney krista kristen kristi kristie
kristiina kristin kristina kristine kristy kriti krystal krystyna ksenia kumi kumiko kyla kylie
kyoko kyra laetitia laila lakeisha lakshmi lale lalita lamia lana lara larisa larissa latifa latifah
latoya laura laure lauren lauryn lavinia laxmi layla lea leah leandra leann leanna leanne leda leela
leena leidy leila leilani lena lene leni lenka lenore leocadia leona leoni leonie leonor leonora
lerato lesley leta letesenbet leticia letitia letizia lettie leyla lia liana libby lida lidia liesel
lieselotte liesl lieve lika lila lilah lili lilia lilian liliana liliane lilit lilith lilla lilli
lillian lilly lily lina linda lindiwe lingling linnea linsey lisa lisbeth lise lisette lissa litia
liv livia liya liz liza lizzie lois lola lolita loni lora lorena loretta lori lorna lorrie lotta
lottie louella louisa louise luana luann lucia luciana lucie lucienne lucilla lucille lucinda
lucrecia lucretia lucrezia lucy ludmila ludmilla luisa luise luiza lulu lupita lusine lydia lykke
lynda lyndsay lyndsey lynette lynn lynne lyra lyubov lyudmila mabel madalena madara maddie maddy
madelaine madeleine madeline madelyn madge madhubala madhuri madison mado mae maeve magali magda
magdalena maggie maggy magnolia mahira mahsa maiko maimouna mair maire mairead mairi maisie maite
maja malaika malala malena malgorzata malia malika malin malina malini mallika mamata mamie mamta
manami mandy manisha manju manon mansi manuela mara marcela marceline marcella marcelle marci marcia
marcie marcy maren margaret margareta margarete margarita margaux margery margie margit margo margot
margret margrethe marguerite mari maria mariah mariam mariama mariana marianna marianne maribel
marie mariela mariella marielle marietta mariette marija marika mariko marilla marilyn marina
marinette marisa mariska marisol marissa marit marita maritza mariya marja marjorie marjory marla
marlee marlene marlies marly marnie marsha marta marte martha marthe martina marva marwa mary marya
maryam maryann maryanne maryse masako masha masih mathilda mathilde matilda matilde matty maud maura
maureen mavis maxine maya mayawati mayra mayu mayumi meagan meaghan meena meenakshi meera megan
megawati meghan meghna megumi mehriban meiko meilin meiling melania melanie melba melek melina
melinda melisa melissa mercedes mereana meredith meriam meryl mette mia micaela michaela michela
michelle michiko miho mikaela mikayla miku mila mildred milena millicent millie mimi mina mindy
minerva minette minna minnie mira mirabel mirabelle miranda mireille miri miriam mirka mirna misaki
misato mitra mitsuko mitzi miwa miyako miyu miyuki mizuho mizuki mohini moira mollie molly momoko
mona monica monika monique morag morgana morwenna motoko muna muriel mya myfanwy mylene myra myriam
myrna myrtle nadezhda nadia nadine nadiya nadja nadya naima naina naledi nami nanako nanami nancy
nandini nandita nanette nanna naoko naomi narges nargis nariman narine nasreen nasrin nastya natalia
natalie nataly natalya natasa natascha natasha nathalie natsumi nausicaa nawal nayan neda neelam
neema neha nell nella nellie nelly nerys nessa netta nettie ngozi nia niamh nicki nicole nicoletta
nicolette nidhi nikki nina nino nirmala nisha nita nkechi nkosazana nneka noa noelle noemi nomi
nomvula nona noor noora nora norah noreen noriko norma nosiviwe noura nozomi nthabiseng nuala nuria
nusrat obiageli octavia odette odile ofelia oksana olena olga olha oline olivia olwen olya omotola
oona ophelia oprah oriana orla ottilie oumou padma padmavati paetongtarn paige palesa pallavi paloma
pam pamela paola paquita parisa parvati parveen parvin patricia patrizia patsy patti pattie patty
paula paulette paulina pauline payal peggy penelope penny pepa pepita perdita perla pernille perrine
petra petula petya philippa phillipa phillis philomena phoebe phyllis pia pietra pilar pinar pippa
pocahontas pola polina polly pollyanna pooja poonam portia preeti preity priscilla priti priya
priyanka prudence prunella puan purnima pushpa rabia rachael rachel rachelle radha radhika ragini
raisa rakhi raksha raluca ramatoulaye ramona randa randi rania raquel rasha rashida rashmi ratna
reba rebeca rebecca rebekah reem reema reena refilwe regina regine reiko reina reine rekha rena
renata renate renee renu reshma resi reta retno rhea rhian rhianna rhiannon rhoda rhona rhonda richa
rie rihanna riikka riina rika rike riko rima rina rini risa rita ritsuko ritu rivka riya roberta
robyn rocio rohini roisin rola romina romy rona rosa rosalba rosalia rosalie rosalina rosalind
rosalinda rosaline rosalyn rosamond rosamund rosanna rosanne rose roseanna roseanne rosella
rosemarie rosemary rosetta roshni rosi rosie rosina rosita roslyn rosy rowena roxana roxanne roxie
roya roza rubina rudo rupa ruta ruth ruthie ryoko sabina sabine sabrina sacagawea sachiko sadako
sadhana sadhbh sadie safia sagal sahar saida saima saira saki sakshi sakura sally salma salome
salote saltanat salwa samantha sameera samia samira samra sanaa sanae sanam sandhya sandra sandrine
sangeeta sania sanjana sanna sanne saoirse saori sapna sara sarah sarai sarina sarita saskia satomi
satsuki satu savita savitri saya sayaka sayo sayuri scarlett seda seema selamawit selena selene
selin selina selma serafina seren serena shabana shakira shalini shana shani shania shanice shaniqua
shanna shanti sharlene sharmila sharon sharron shawna shayla shayna shazia sheela sheena sheetal
sheila shelagh shelly sheree sheri sherri sherrie sherry sheryl shiho shilpa shiori shira shireen
shirin shirley shizuka shobha shohreh shoko shona shonda shoshana shraddha shreya shruti shufen
shweta sian sibel sibyl sienna sifan sigal signe sigrid silke silvana silvia sima simona simone
simran sinead sini siobhan sioned sirikit sirimavo sissi sita siti siv smriti sneha sofi sofia sofie
sofya solange soledad soley solveig sona sonakshi sonal sonali sondra sonia sonja sonya sophia
sophie sophy soraya sridevi stacey stacie stacy stefania stefanie steffi stela stella stephanie
stephenie stine sudha sue sujata sumitra sunita sunniva supriya susan susana susanna susannah
susanne sushma susi susie susy suthida suzan suzanna suzanne suze suzette suzi suzie suzy svetlana
sviatlana svitlana swara swati sybil sylvia sylvie tabitha talia tamako tamar tamara tameka tami
tamia tamika tammi tammie tammy tamra tamsin tania tanisha tanith tanja tanya tara taraji taryn
tasha tatiana tatyana tawny tayla teagan tegan teresa tereza teri terri terrie tess tessa tessie
tetiana thais thalia thandeka thea thelma theodora theodosia theresa therese thomasina thora thuy
tia tiana tiffany tigist tilda tina tingting tirunesh tisha titilayo tiwa tomoe tomoko tonya tori
toshiko tova tove tracey traci tracie tracy tricia trina trine trish trisha trixie trudi trudie
trudy twyla tyra ulla ulrika ulrike uma unni ursula usha uta vaira vaishali valentina valeria
valerie vanda vandana vanessa vania vanna varvara vashti veena velma venetia vera verena verna
veronica veronika veronique vesna vicki vickie vicky victoire victoria vidya vigdis vijaya vikki
viktoria vilma vinita viola violet violeta violette viorica vira virginia virginie vitoria vittoria
viv vivian viviana viviane vivien vivienne vjosa volha vonda wanda wangari wanjiru wendi wendy whina
whitney wilhelmina willa wilma winifred winnie winona wynonna xena xenia xiaohong xiaoli xiaomei
xiaoyan ximena xiomara xiuying yaa yael yana yanina yara yasmeen yasmin yasmine yasuko yating yayoi
yekaterina yelena yeni yetunde yewande yingluck yingying yoko yolanda yolande yoshiko yui yuka
yukari yukiko yukino yuko yulia yuliia yumi yumiko yuna yuriko yuting yvette yvonne zadie zahra
zainab zana zandile zanele zara zarina zawadi zelda zena zendaya zeynep zilla zina zinnia zita ziva
zodwa zoe zofia zohra zora zosia zoya zozibini zuzana
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
