/**
 * REF-10: names that one person may go by, the long form first. English ones, and those of the languages that the
 * partnerships meet most. A name may stand in more than one line. Plain Latin letters, as `name-tokens.ts` compares them.
 */
const lines = `
abigail abi abbie gail
adriana adrianna ada
agnieszka aga agnes
alexandra aleksandra alexandria alex alexa sandra sandy lexi sasha alessandra
alison ally ali
amanda mandy
amelia amy millie mel
anastasia anastasiya nastya stacy stasia ana
andrea andie drea
angela angie angelica angelina
ann anne anna annie anita nancy hannah
antonia toni
barbara babs barb basia
beatrice beatriz bea trixie
bernadette bernie detta
bianca bia
bridget biddy bridie
camilla camille cam milla
caroline carolina carol carrie caz lina
catherine katherine yekaterina kathryn catalina katarina katarzyna ekaterina kate katie kathy cathy kat kit kitty kasia katya kay
charlotte lottie charlie char
chantelle chantal
christine christina cristina kristina krystyna chris chrissie tina kirsty krysia
clare claire clara
constance connie
daniella daniela danielle dani
deborah debbie deb
denise den
diana diane di
dorota dorothy dot dottie dora
eleanor elena yelena olena ellen helen helena nell nellie ellie lena nora
elizabeth elisabeth elzbieta elisaveta liz lizzie beth betty betsy bess liza lisa eliza elsie libby ela
emily emilia em emmy millie
emma em
esther essie hester
ewa eva eve evie
fatima fatoumata fatou fatma
florence flo florrie flora
frances francesca fran frankie francine
gabriella gabriela gabrielle gabi gaby
georgina georgia georgie gina
geraldine gerry
gillian gill jill
gloria glo
grace gracie
harriet hattie
helga olga
ioana ionela joanna joanne jo joana joan jane janet janie asia
irina iryna irene irenka ira
isabella isabelle isabel izabela isobel bella izzy issy iza
jacqueline jackie jacqui
jane janet janie jenny
janice jan
jennifer jenny jen jenna
jessica jess jessie
josephine josie jo fina
judith judy jude
julia yuliya julie juliana juliet jules
karen kaz
kimberley kimberly kim
kirsten kirsty
larisa lara
laura lauren laurie lori
leanne lea
leticia lettie tish
lillian lily lil
linda lin lindy
louise louisa luisa lou lulu
lucy lucia lucinda lu cindy
lydia lidia liddy
madeleine magdalena maddie maddy lena magda
malgorzata margaret margarita margareta marguerite maggie mags meg megan peggy peg greta rita daisy madge gosia margot
maria mariya mary marie mariam maryam miriam marianne molly polly mimi masha marysia mia maura moira
marina mari
martha marta mattie patty
matilda tilly tilda mattie
melanie mel
melissa mel missy lissa
michelle michaela shelly mich
mihaela michaela mica
mohammed muhammad mo
monica monika moni
natalia natalya nataliya natalie natasha nat tasha talia
nicole nicola nicoleta nicky nikki nic
nadezhda nadia
oksana oxana ksenia kseniya xenia
olivia liv livvy ollie
olufunmilayo funmi
oluwaseun seun
pamela pam
patricia pat patsy tricia trish patti
paula paulina polly
penelope penny
philippa pippa pip
precious pre
priscilla cilla prissy
rachel rachael rach shelly
raluca luca
rebecca becky becca bex
roberta bobbie
rosemary rosa rose rosie rosalie rosalind romy
ruth ruthie
sabrina bri
samantha sam sammy
sarah sara sally sadie zara
shannon shaz
sharon shaz shazza
simona simone
sophia sofia sofiya sophie zofia zosia soph
stephanie stefania steph stevie
susan susanna suzanne sue susie suzie zuzanna
svetlana sveta lana
sylvia silvia sylvie
tamara tammy tam
tatiana tatyana tanya tania
teresa theresa tess tessa terry tracy reese
valentina valerie val
vanessa nessa
veronica weronika ronnie vera nika
victoria viktoria viktoriya vicky vic tori
virginia ginny ginger
vivienne viv
wilhelmina billie mina willa
winifred winnie freda
xiaoli li lili
yasmin jasmine jas yas
yvonne eve
zainab zaynab
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const families = new Map<string, string[]>()
for (const [family = '', ...others] of lines)
  for (const name of [family, ...others]) families.set(name, [...(families.get(name) ?? []), family])

/** The long forms that a word may stand for, its own among them; of most words none. */
export const familiesOf = (word: string): readonly string[] => families.get(word) ?? []
