// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

/// The words from which the generated programmes are made. Real fields, courses and phrases in
/// Estonian and English, so that texts have the lengths and letters of real ones.
namespace kava::bench {

/// One text in the two languages every generated programme is written in.
struct Text {
  const char* et;
  const char* en;
};

/// A course a school could offer; `slug` is the head of its name in the source.
struct CourseWords {
  const char* slug;
  Text title;
};

inline constexpr std::size_t courses_per_area = 6;
inline constexpr std::size_t topics_per_area = 6;

/// A field of study: a code of ISCED-F, a title and what is taught in it. Estonian topics are
/// in the partitive, so that they can follow a verb.
struct Area {
  const char* isced;
  Text title;
  std::array<CourseWords, courses_per_area> courses;
  std::array<Text, topics_per_area> topics;
};

inline constexpr std::array<Area, 10> areas = {{
    {"0613",
     {"Tarkvaraarendus", "Software development"},
     {{{"programming", {"Programmeerimise alused", "Programming basics"}},
       {"databases", {"Andmebaasid", "Databases"}},
       {"testing", {"Tarkvara testimine", "Software testing"}},
       {"web_technologies", {"Veebitehnoloogiad", "Web technologies"}},
       {"requirements", {"Nõuete analüüs", "Requirements engineering"}},
       {"cloud_services", {"Pilveteenused", "Cloud services"}}}},
     {{{"tarkvara arhitektuuri", "the architecture of software"},
       {"kasutajaliidese lahendusi", "solutions for user interfaces"},
       {"andmemudeleid ja päringuid", "data models and queries"},
       {"automaatteste", "automated tests"},
       {"turvalisuse nõudeid", "security requirements"},
       {"süsteemi jõudlust", "the performance of a system"}}}},
    {"0732",
     {"Hoonete energiatõhusus", "Energy efficiency of buildings"},
     {{{"building_physics", {"Ehitusfüüsika", "Building physics"}},
       {"ventilation", {"Küte ja ventilatsioon", "Heating and ventilation"}},
       {"energy_modelling", {"Energiatõhususe modelleerimine", "Modelling of energy efficiency"}},
       {"renovation", {"Hoonete renoveerimine", "Renovation of buildings"}},
       {"automation", {"Hooneautomaatika", "Building automation"}},
       {"indoor_climate", {"Sisekliima", "Indoor climate"}}}},
     {{{"hoone energiatarbimist", "the energy use of a building"},
       {"piirdetarindite soojuskadusid", "heat losses through the envelope"},
       {"ventilatsiooni õhuhulki", "air flows of ventilation"},
       {"renoveerimise mõõdetavat mõju", "the measurable effect of a renovation"},
       {"päikesepaneelide tootlikkust", "the yield of solar panels"},
       {"sisekliima näitajaid", "indicators of indoor climate"}}}},
    {"0714",
     {"Tööstusrobootika", "Industrial robotics"},
     {{{"robot_cells", {"Robotrakkude ehitus", "Building of robot cells"}},
       {"controllers", {"Programmeeritavad kontrollerid", "Programmable controllers"}},
       {"machine_vision", {"Masinnägemine", "Machine vision"}},
       {"drives", {"Elektriajamid", "Electric drives"}},
       {"safety", {"Masinate ohutus", "Safety of machinery"}},
       {"data_acquisition", {"Andmehõive tööstuses", "Data acquisition in industry"}}}},
     {{{"robotsüsteemi juhtprogramme", "control programs of a robot system"},
       {"tootmisliini läbilaset", "the throughput of a production line"},
       {"andurite mõõteandmeid", "data measured by sensors"},
       {"ohutusfunktsioone", "safety functions"},
       {"ajamite tööpiirkondi", "the operating range of drives"},
       {"pildituvastuse täpsust", "the accuracy of image recognition"}}}},
    {"0413",
     {"Töökeskkonna juhtimine", "Work environment management"},
     {{{"leadership", {"Eestvedamine ja juhtimine", "Leadership and management"}},
       {"risk_analysis", {"Riskianalüüs", "Risk analysis"}},
       {"ergonomics", {"Ergonoomika", "Ergonomics"}},
       {"change", {"Muudatuste juhtimine", "Change management"}},
       {"quality_systems", {"Kvaliteedisüsteemid", "Quality systems"}},
       {"wellbeing", {"Vaimne heaolu töökohal", "Mental well-being at work"}}}},
     {{{"töökeskkonna ohutegureid", "hazards of the work environment"},
       {"psühhosotsiaalseid riske", "psychosocial risks"},
       {"juhtimise põhimõtteid", "principles of management"},
       {"töökoha ergonoomikat", "the ergonomics of a workplace"},
       {"muudatuste elluviimist", "the implementation of change"},
       {"kvaliteedi näitajaid", "indicators of quality"}}}},
    {"0722",
     {"Materjalide taaskasutus", "Reuse of materials"},
     {{{"material_science", {"Materjaliõpetus", "Material science"}},
       {"ecodesign", {"Ökodisain", "Ecodesign"}},
       {"wood", {"Puidu väärindamine", "Adding value to wood"}},
       {"polymers", {"Polümeerid ja komposiidid", "Polymers and composites"}},
       {"life_cycle", {"Elutsükli hindamine", "Life-cycle assessment"}},
       {"waste", {"Jäätmete käitlemine", "Waste handling"}}}},
     {{{"materjalide omadusi", "properties of materials"},
       {"toote elutsüklit", "the life cycle of a product"},
       {"jäätmevooge ettevõttes", "waste streams in a company"},
       {"lahtivõetavaid tooteid", "products that can be taken apart"},
       {"puidu töötlemise viise", "ways of working wood"},
       {"keskkonnamõju näitajaid", "indicators of environmental impact"}}}},
    {"0713",
     {"Energeetika ja võrgud", "Energy and grids"},
     {{{"power_systems", {"Elektrisüsteemid", "Power systems"}},
       {"renewables", {"Taastuvenergia", "Renewable energy"}},
       {"energy_market", {"Energiaturg", "The energy market"}},
       {"storage", {"Energia salvestamine", "Energy storage"}},
       {"district_heating", {"Kaugküte", "District heating"}},
       {"metering", {"Mõõtmine ja andmed", "Metering and data"}}}},
     {{{"elektrivõrgu koormusi", "loads of the grid"},
       {"taastuvenergia potentsiaali", "the potential of renewable energy"},
       {"energiahinna kujunemist", "how the price of energy is formed"},
       {"salvestite tasuvust", "the payback of storage"},
       {"kaugküttevõrgu kadusid", "losses of a heating network"},
       {"mõõteandmete kvaliteeti", "the quality of metering data"}}}},
    {"0412",
     {"Finantsanalüüs", "Financial analysis"},
     {{{"accounting", {"Finantsarvestus", "Financial accounting"}},
       {"investments", {"Investeeringute analüüs", "Analysis of investments"}},
       {"auditing", {"Auditeerimine", "Auditing"}},
       {"taxation", {"Maksundus", "Taxation"}},
       {"risk", {"Finantsriskid", "Financial risks"}},
       {"reporting", {"Kestlikkusaruandlus", "Sustainability reporting"}}}},
     {{{"aruannete suhtarve", "ratios in financial statements"},
       {"investeeringu tasuvust", "the return on an investment"},
       {"sisekontrolli tõhusust", "the effectiveness of internal control"},
       {"maksukohustuse suurust", "the amount of a tax liability"},
       {"rahavoogude prognoose", "forecasts of cash flows"},
       {"kestlikkuse näitajaid", "indicators of sustainability"}}}},
    {"0521",
     {"Keskkond ja kliima", "Environment and climate"},
     {{{"climate_policy", {"Kliimapoliitika", "Climate policy"}},
       {"water", {"Vee kvaliteet", "Water quality"}},
       {"biodiversity", {"Elurikkus", "Biodiversity"}},
       {"impact", {"Keskkonnamõju hindamine", "Environmental impact assessment"}},
       {"circularity", {"Ringmajandus", "Circular economy"}},
       {"mapping", {"Ruumiandmed", "Spatial data"}}}},
     {{{"kasvuhoonegaaside heidet", "greenhouse-gas emissions"},
       {"veekogude seisundit", "the state of water bodies"},
       {"elupaikade sidusust", "the connectivity of habitats"},
       {"keskkonnamõju ulatust", "the extent of environmental impact"},
       {"materjaliringlust", "the circulation of materials"},
       {"ruumiandmete täpsust", "the accuracy of spatial data"}}}},
    {"1013",
     {"Toitlustuskorraldus", "Catering management"},
     {{{"nutrition", {"Toitumisõpetus", "Nutrition"}},
       {"food_safety", {"Toiduohutus", "Food safety"}},
       {"menus", {"Menüü koostamine", "Menu planning"}},
       {"service", {"Teenindus", "Customer service"}},
       {"purchasing", {"Hanked ja ladu", "Purchasing and stock"}},
       {"kitchen", {"Köögi töökorraldus", "Organisation of a kitchen"}}}},
     {{{"menüü toitainelist koostist", "the nutrients of a menu"},
       {"toiduohutuse riske", "risks to food safety"},
       {"toidujäätmete teket", "how food waste arises"},
       {"külaliste tagasisidet", "feedback from guests"},
       {"tooraine kulu ja hinda", "the cost of ingredients"},
       {"köögi tööjaotust", "the division of work in a kitchen"}}}},
    {"0414",
     {"Teenusedisain ja turundus", "Service design and marketing"},
     {{{"design_research", {"Disainiuuringud", "Design research"}},
       {"prototyping", {"Prototüüpimine", "Prototyping"}},
       {"branding", {"Bränding", "Branding"}},
       {"analytics", {"Turundusanalüütika", "Marketing analytics"}},
       {"content", {"Sisuloome", "Content creation"}},
       {"journeys", {"Kliendi teekond", "Customer journeys"}}}},
     {{{"kliendi vajadusi", "the needs of customers"},
       {"teenuse prototüüpe", "prototypes of a service"},
       {"turunduskampaania tulemusi", "the results of a campaign"},
       {"brändi sõnumeid", "the messages of a brand"},
       {"kliendi teekonna kitsaskohti", "weak points of a customer journey"},
       {"küsitluse vastuseid", "answers to a survey"}}}},
}};

/// A verb an outcome begins with; `slug` names the outcome in the source.
struct Verb {
  const char* slug;
  Text text;
};

inline constexpr std::array<Verb, 8> verbs = {{
    {"analyse", {"analüüsib", "analyses"}},
    {"plan", {"kavandab", "plans"}},
    {"evaluate", {"hindab", "evaluates"}},
    {"compare", {"võrdleb", "compares"}},
    {"describe", {"kirjeldab", "describes"}},
    {"measure", {"mõõdab ja tõlgendab", "measures and interprets"}},
    {"justify", {"põhjendab", "justifies"}},
    {"improve", {"täiustab", "improves"}},
}};

/// How an outcome goes on after verb and topic.
inline constexpr std::array<Text, 7> conditions = {{
    {"", ""},
    {" oma töökoha näitel", " by the example of their own workplace"},
    {", järgides valdkonna nõudeid", ", following the requirements of the field"},
    {" väikese meeskonna liikmena", " as a member of a small team"},
    {" ning esitab järeldused kirjalikult", " and presents the conclusions in writing"},
    {", kasutades sobivaid töövahendeid", ", using suitable tools"},
    {" ja põhjendab oma valikuid eri huvirühmadele nii suuliselt kui ka kirjalikult",
     " and gives reasons for their choices to different stakeholders, both orally and in writing"},
}};

inline constexpr std::array<Text, 5> criteria = {{
    {"toob välja vähemalt kolm olulist tegurit ja põhjendab nende mõju",
     "names at least three important factors and gives reasons for their effect"},
    {"lahendab etteantud ülesande nõutud täpsusega",
     "solves the given task with the required accuracy"},
    {"esitab tulemuse, mida teine õppija saab sama kirjelduse järgi korrata",
     "presents a result that another learner can repeat from the description"},
    {"kaitseb oma lahendust ja vastab küsimustele", "defends the solution and answers questions"},
    {"leiab juhtumist puudused ning pakub igaühele lahenduse",
     "finds the shortcomings of a case and offers a solution for each"},
}};

inline constexpr std::array<Text, 5> target_groups = {{
    {"Valdkonnas töötavad täiskasvanud, kes soovivad oma oskusi täiendada",
     "Adults working in the field who want to improve their skills"},
    {"Spetsialistid ja keskastme juhid", "Specialists and middle managers"},
    {"Väikese või keskmise suurusega ettevõtte töötajad, kes vastutavad arendustöö eest",
     "Employees of small and medium-sized companies who answer for development"},
    {"Täiskasvanud, kes soovivad liikuda uuele erialale",
     "Adults who want to move to a new profession"},
    {"Ametnikud, õpetajad ja nõustajad, kelle töös on vaja valdkonna põhjalikumat tundmist",
     "Officials, teachers and advisers whose work calls for a deeper command of the field"},
}};

inline constexpr std::array<Text, 5> needs = {{
    {"Tööandjate küsitluse järgi on valdkonnas puudu spetsialistidest.",
     "According to a survey of employers the field is short of specialists."},
    {"Uued nõuded jõustuvad kahe aasta jooksul ja puudutavad enamikku ettevõtteid.",
     "New requirements enter into force within two years and concern most companies."},
    {"Töö muutub: järjest rohkem otsuseid tehakse andmete põhjal, kuid oskusi selleks napib.",
     "Work is changing: more and more decisions are made on data, yet the skills are scarce."},
    {"Täiskasvanud õppija vajab tihedat ja praktilist õpet, mida saab läbida töö kõrvalt.",
     "Adult learners need compact, practical study that can be completed beside work."},
    {"Ettevõtted Läänemere ääres otsivad töötajaid, kes räägivad nii tehnika kui ka äri keelt.",
     "Companies around the Baltic Sea look for people who speak the language of both technology "
     "and "
     "business."},
}};

inline constexpr std::array<Text, 4> methods = {{
    {"loeng, rühmatöö ja juhtumianalüüs", "lectures, group work and case studies"},
    {"praktilised harjutused klassis ning iseseisev töö veebis",
     "practical exercises in class and independent work online"},
    {"projektõpe koos juhendamisega", "project-based learning with supervision"},
    {"seminar, arutelu, õppekäik ettevõttesse", "seminars, discussion, a visit to a company"},
}};

inline constexpr std::array<Text, 4> environments = {{
    {"Õppeklass esitlustehnikaga ja veebipõhine õpikeskkond; igal kursusel on oma leht "
     "materjalide, "
     "ülesannete ja ajakavaga.",
     "A classroom with presentation equipment and a web-based learning environment; each course "
     "has "
     "a page with materials, tasks and a timetable."},
    {"Arvutiklass, labor ja raamatukogu.", "A computer class, a laboratory and a library."},
    {"Õppelabor kaasaegsete mõõteseadmetega, veebis Moodle'i kursus.",
     "A teaching laboratory with modern measuring equipment, online a Moodle course."},
    {"Suurem osa õppest toimub veebis; kohtumised on ülikooli õppehoones, kuhu pääseb "
     "ratastooliga.",
     "Most of the study takes place online; meetings are in a university building with wheelchair "
     "access."},
}};

inline constexpr std::array<Text, 4> contents = {{
    {"Põhimõisted ja nende seosed; näited Eesti ettevõtetest; harjutused.",
     "Basic concepts and how they relate; examples from Estonian companies; exercises."},
    {"Meetodi eeldused, kasutamine ja piirid. Iga õppija valib juhtumi ja töötab selle läbi.",
     "What the method assumes, how it is used and where it ends. Every learner chooses a case and "
     "works it through."},
    {"Õigusnormid, standardid ja hea tava; andmete kogumine, töötlemine ja esitamine; "
     "rühmaprojekt, "
     "mille tulemust esitletakse tellijale.",
     "Legal norms, standards and good practice; collecting, processing and presenting data; a "
     "group "
     "project whose result is presented to the client."},
    {"Ülevaade tööriistadest. Praktilised tööd: üks igal nädalal.",
     "A survey of tools. Practical work: one piece each week."},
}};

}  // namespace kava::bench
