//! Vocabularies of breadth activities.

use crate::vocabulary;

vocabulary! {
    /// The culture school's subject fields (kulturskolens fag, § 3.2).
    pub enum SubjectField {
        Dance = "DANCE" {
            nb: "Dans", "Dans i alle sjangre.";
            nn: "Dans", "Dans i alle sjangrar.";
            en: "Dance", "Dance of every genre.";
            se: "Dánsa";
        }
        Music = "MUSIC" {
            nb: "Musikk", "Instrument, sang, samspill, komponering og musikkproduksjon.";
            nn: "Musikk", "Instrument, song, samspel, komponering og musikkproduksjon.";
            en: "Music", "Instruments, singing, ensemble playing, composing and music production.";
            se: "Musihkka";
        }
        Circus = "CIRCUS" {
            nb: "Sirkus", "Sirkuskunst, som akrobatikk, sjonglering, luftakrobatikk og klovning.";
            nn: "Sirkus", "Sirkuskunst, som akrobatikk, sjonglering, luftakrobatikk og klovning.";
            en: "Circus", "Circus arts such as acrobatics, juggling, aerial work and clowning.";
            se: "Sirkus";
        }
        CreativeWriting = "CREATIVE_WRITING" {
            nb: "Skapende skriving", "Å skrive dikt, fortellinger, sangtekster og dramatikk.";
            nn: "Skapande skriving", "Å skrive dikt, forteljingar, songtekstar og dramatikk.";
            en: "Creative writing", "Writing poetry, stories, lyrics and drama.";
            se: "Hutkkálaš čállin";
        }
        Theatre = "THEATRE" {
            nb: "Teater", "Drama, skuespill, musikkteater og sceneproduksjon.";
            nn: "Teater", "Drama, skodespel, musikkteater og sceneproduksjon.";
            en: "Theatre", "Drama, acting, musical theatre and stage production.";
            se: "Teáhter";
        }
        VisualArt = "VISUAL_ART" {
            nb: "Visuell kunst", "Tegning, maling, skulptur, foto, film, animasjon og design.";
            nn: "Visuell kunst", "Teikning, måling, skulptur, foto, film, animasjon og design.";
            en: "Visual art", "Drawing, painting, sculpture, photography, film, animation and design.";
            se: "Visuála dáidda";
        }
        SamiCulture = "SAMI_CULTURE" {
            nb: "Samiske kulturfag", "Joik, duodji, fortelling og andre fag som bygger på samisk språk, kultur og tradisjonskunnskap.";
            nn: "Samiske kulturfag", "Joik, duodji, forteljing og andre fag som byggjer på samisk språk, kultur og tradisjonskunnskap.";
            en: "Sámi cultural subjects", "Joik, duodji, storytelling and other subjects built on Sámi language, culture and traditional knowledge.";
            se: "Sámi kulturfágat";
        }
        Interdisciplinary = "INTERDISCIPLINARY" {
            nb: "Tverrfaglig", "Flere fag i samspill, eller nye og sammensatte fag.";
            nn: "Tverrfagleg", "Fleire fag i samspel, eller nye og samansette fag.";
            en: "Interdisciplinary", "Several subjects combined, or new and composite subjects.";
            se: "Fágaidrasttideaddji";
        }
    }
}

vocabulary! {
    /// The form a breadth activity takes (organisering og utforming av breddetilbudet, § 3.1.3).
    pub enum ActivityFormat {
        WeeklyGroup = "WEEKLY_GROUP" {
            nb: "Fast gruppe", "En gruppe som møtes jevnlig, som regel hver uke.";
            nn: "Fast gruppe", "Ei gruppe som møtest jamleg, som regel kvar veke.";
            en: "Weekly group", "A group that meets regularly, usually every week.";
        }
        Workshop = "WORKSHOP" {
            nb: "Verksted", "Én eller noen få samlinger der deltakerne skaper noe selv.";
            nn: "Verkstad", "Éi eller nokre få samlingar der deltakarane skaper noko sjølve.";
            en: "Workshop", "One or a few sessions in which the participants create something themselves.";
            se: "Bargobádji";
        }
        Course = "COURSE" {
            nb: "Kurs", "Et tidsavgrenset opplegg med et definert mål for læringen.";
            nn: "Kurs", "Eit tidsavgrensa opplegg med eit definert mål for læringa.";
            en: "Course", "A series of limited length with a defined learning goal.";
            se: "Kursa";
        }
        Project = "PROJECT" {
            nb: "Prosjekt", "Et større arbeid mot et felles resultat, ofte på tvers av fag og tjenester.";
            nn: "Prosjekt", "Eit større arbeid mot eit felles resultat, ofte på tvers av fag og tenester.";
            en: "Project", "Larger work towards a shared result, often across subjects and services.";
            se: "Prošeakta";
        }
        Ensemble = "ENSEMBLE" {
            nb: "Ensemble", "Kor, korps, orkester, band, dansekompani eller en annen gruppe som øver og opptrer sammen.";
            nn: "Ensemble", "Kor, korps, orkester, band, dansekompani eller ei anna gruppe som øver og opptrer saman.";
            en: "Ensemble", "A choir, band, orchestra, dance company or another group that rehearses and performs together.";
        }
        ConcertOrPerformance = "CONCERT_OR_PERFORMANCE" {
            nb: "Konsert eller forestilling", "Formidling for et publikum, som konsert, danse- eller teaterforestilling.";
            nn: "Konsert eller framsyning", "Formidling for eit publikum, som konsert, danse- eller teaterframsyning.";
            en: "Concert or performance", "A concert, dance or theatre performance for an audience.";
            se: "Konsearta dahje čájálmas";
        }
        Exhibition = "EXHIBITION" {
            nb: "Utstilling", "Visning av arbeider for et publikum.";
            nn: "Utstilling", "Vising av arbeid for eit publikum.";
            en: "Exhibition", "Works shown to the public.";
            se: "Čájáhus";
        }
        OpenStudio = "OPEN_STUDIO" {
            nb: "Åpent atelier", "Åpent verksted, øvingsrom eller studio der folk kommer når de vil, uten påmelding.";
            nn: "Ope atelier", "Ope verkstad, øvingsrom eller studio der folk kjem når dei vil, utan påmelding.";
            en: "Open studio", "A workshop, rehearsal room or studio open to anyone, without enrolment.";
        }
        Festival = "FESTIVAL" {
            nb: "Festival", "Flere arrangementer samlet over én eller flere dager.";
            nn: "Festival", "Fleire arrangement samla over éin eller fleire dagar.";
            en: "Festival", "Several events gathered over one or more days.";
            se: "Festivála";
        }
        MusicTherapy = "MUSIC_THERAPY" {
            nb: "Musikkterapi", "Musikkterapi som del av kommunens helsetilbud (§ 2.4.3).";
            nn: "Musikkterapi", "Musikkterapi som del av helsetilbodet i kommunen (§ 2.4.3).";
            en: "Music therapy", "Music therapy as part of the municipal health service (section 2.4.3).";
            se: "Musihkkaterapiija";
        }
        ClassroomSupport = "CLASSROOM_SUPPORT" {
            nb: "Støtte i undervisningen", "Kulturskolelærer og lærer eller barnehagelærer underviser sammen i skolen eller barnehagen (§ 3.6.1).";
            nn: "Støtte i undervisninga", "Kulturskulelærar og lærar eller barnehagelærar underviser saman i skulen eller barnehagen (§ 3.6.1).";
            en: "Classroom support", "A culture school teacher and the school or kindergarten teacher teach together (section 3.6.1).";
        }
        Digital = "DIGITAL" {
            nb: "Digitalt tilbud", "Tilbud som deltakerne bruker gjennom digitale flater, direkte eller i opptak (§ 3.3).";
            nn: "Digitalt tilbod", "Tilbod som deltakarane bruker gjennom digitale flater, direkte eller i opptak (§ 3.3).";
            en: "Digital", "Activities that participants reach through digital channels, live or recorded (section 3.3).";
            se: "Digitála fálaldat";
        }
        Other = "OTHER" {
            nb: "Annet", "En annen form, forklart i beskrivelsen.";
            nn: "Anna", "Ei anna form, forklart i skildringa.";
            en: "Other", "Another form, explained in the description.";
            se: "Eará";
        }
    }
}

vocabulary! {
    /// Where a breadth activity takes place (arena for breddetilbudet, § 3.1.3).
    pub enum ActivitySetting {
        CultureSchool = "CULTURE_SCHOOL" {
            nb: "Kulturskole", "I kulturskolens egne lokaler.";
            nn: "Kulturskule", "I kulturskulen sine eigne lokale.";
            en: "Culture school", "In the culture school's own premises.";
            se: "Kulturskuvla";
        }
        Kindergarten = "KINDERGARTEN" {
            nb: "Barnehage", "I barnehagen, inne eller ute.";
            nn: "Barnehage", "I barnehagen, inne eller ute.";
            en: "Kindergarten", "In the kindergarten, indoors or out.";
            se: "Mánáidgárdi";
        }
        School = "SCHOOL" {
            nb: "Grunnskole", "I grunnskolen, i eller utenom skoletiden.";
            nn: "Grunnskule", "I grunnskulen, i eller utanom skuletida.";
            en: "School", "In a primary or lower secondary school, during or outside school hours.";
            se: "Vuođđoskuvla";
        }
        UpperSecondarySchool = "UPPER_SECONDARY_SCHOOL" {
            nb: "Videregående skole", "I en videregående skole.";
            nn: "Vidaregåande skule", "I ein vidaregåande skule.";
            en: "Upper secondary school", "In an upper secondary school.";
            se: "Joatkkaskuvla";
        }
        AfterSchoolCare = "AFTER_SCHOOL_CARE" {
            nb: "Skolefritidsordning (SFO)", "I SFO-tiden, også når rommene er skolens.";
            nn: "Skulefritidsordning (SFO)", "I SFO-tida, også når romma er skulen sine.";
            en: "After-school care (SFO)", "In after-school care, even when the rooms belong to the school.";
            se: "Skuvlaastoáiggeortnet (SFO)";
        }
        Library = "LIBRARY" {
            nb: "Bibliotek", "I folkebiblioteket.";
            nn: "Bibliotek", "I folkebiblioteket.";
            en: "Library", "In the public library.";
            se: "Girjerádju";
        }
        HealthCentre = "HEALTH_CENTRE" {
            nb: "Helsestasjon eller helsesenter", "På helsestasjonen, i helsesenteret eller hos en annen helsetjeneste.";
            nn: "Helsestasjon eller helsesenter", "På helsestasjonen, i helsesenteret eller hos ei anna helseteneste.";
            en: "Health centre", "In the health station, health centre or another health service.";
            se: "Dearvvašvuođaguovddáš";
        }
        CareHome = "CARE_HOME" {
            nb: "Sykehjem eller omsorgsbolig", "På sykehjem, i omsorgsboliger eller på dagsenter.";
            nn: "Sjukeheim eller omsorgsbustad", "På sjukeheim, i omsorgsbustader eller på dagsenter.";
            en: "Care home", "In a nursing home, sheltered housing or a day centre.";
            se: "Buhcciidruoktu dahje fuolahanviessu";
        }
        RefugeeCentre = "REFUGEE_CENTRE" {
            nb: "Mottak eller flyktningtjeneste", "På et asylmottak, i flyktningtjenestens lokaler eller på et læringssenter for voksne.";
            nn: "Mottak eller flyktningteneste", "På eit asylmottak, i lokala til flyktningtenesta eller på eit læringssenter for vaksne.";
            en: "Refugee centre", "In a reception centre, the refugee service's premises or an adult learning centre.";
        }
        CultureHouse = "CULTURE_HOUSE" {
            nb: "Kulturhus", "I kulturhus, grendehus, scene, kino eller galleri.";
            nn: "Kulturhus", "I kulturhus, grendehus, scene, kino eller galleri.";
            en: "Culture house", "In a culture house, community hall, theatre, cinema or gallery.";
            se: "Kulturviessu";
        }
        YouthClub = "YOUTH_CLUB" {
            nb: "Fritidsklubb", "I fritidsklubb, ungdomshus eller ungdomskafé.";
            nn: "Fritidsklubb", "I fritidsklubb, ungdomshus eller ungdomskafé.";
            en: "Youth club", "In a youth club, youth house or youth café.";
            se: "Astoáiggeklubba";
        }
        Outdoors = "OUTDOORS" {
            nb: "Utendørs", "Ute i naturen, i en park, på et torg eller i gata.";
            nn: "Utandørs", "Ute i naturen, i ein park, på eit torg eller i gata.";
            en: "Outdoors", "Out in nature, in a park, in a square or in the street.";
            se: "Olgun";
        }
        Online = "ONLINE" {
            nb: "På nett", "Deltakerne møtes på nettet og ikke på et fysisk sted.";
            nn: "På nett", "Deltakarane møtest på nettet og ikkje på ein fysisk stad.";
            en: "Online", "The participants meet online and not in a physical place.";
            se: "Neahtas";
        }
        Other = "OTHER" {
            nb: "Annet sted", "Et annet sted, forklart i beskrivelsen.";
            nn: "Annan stad", "Ein annan stad, forklart i skildringa.";
            en: "Other place", "Another place, explained in the description.";
            se: "Eará báiki";
        }
    }
}

vocabulary! {
    /// Whom a breadth activity is for (målgruppe, § 3.1.3); it describes the group addressed, never a person.
    pub enum TargetGroup {
        Children = "CHILDREN" {
            nb: "Barn", "Barn til og med barneskolealder.";
            nn: "Barn", "Barn til og med barneskulealder.";
            en: "Children", "Children up to the end of primary school.";
            se: "Mánát";
        }
        Youth = "YOUTH" {
            nb: "Ungdom", "Unge fra ungdomsskolealder.";
            nn: "Ungdom", "Unge frå ungdomsskulealder.";
            en: "Young people", "Young people from lower secondary school age.";
            se: "Nuorat";
        }
        Adults = "ADULTS" {
            nb: "Voksne", "Voksne i alminnelighet.";
            nn: "Vaksne", "Vaksne i det heile.";
            en: "Adults", "Adults in general.";
            se: "Rávisolbmot";
        }
        OlderPeople = "OLDER_PEOPLE" {
            nb: "Eldre", "Eldre, hjemmeboende eller på institusjon.";
            nn: "Eldre", "Eldre, heimebuande eller på institusjon.";
            en: "Older people", "Older people, living at home or in an institution.";
            se: "Vuorrasat";
        }
        Families = "FAMILIES" {
            nb: "Familier", "Barn og voksne som deltar sammen.";
            nn: "Familiar", "Barn og vaksne som deltek saman.";
            en: "Families", "Children and adults who take part together.";
            se: "Bearrašat";
        }
        Pupils = "PUPILS" {
            nb: "Elever", "Elever i grunnskole eller videregående skole, som klasse, trinn eller gruppe.";
            nn: "Elevar", "Elevar i grunnskule eller vidaregåande skule, som klasse, trinn eller gruppe.";
            en: "Pupils", "Pupils of a primary or secondary school, by class, year or group.";
            se: "Oahppit";
        }
        RefugeesAndImmigrants = "REFUGEES_AND_IMMIGRANTS" {
            nb: "Flyktninger og innvandrere", "Flyktninger, asylsøkere og innvandrere og familiene deres.";
            nn: "Flyktningar og innvandrarar", "Flyktningar, asylsøkjarar og innvandrarar og familiane deira.";
            en: "Refugees and immigrants", "Refugees, asylum seekers and immigrants, with their families.";
            se: "Báhtareaddjit ja sisafárrejeaddjit";
        }
        PeopleWithDisabilities = "PEOPLE_WITH_DISABILITIES" {
            nb: "Personer med funksjonsnedsettelse", "Tilbud tilrettelagt for personer med funksjonsnedsettelse.";
            nn: "Personar med funksjonsnedsetjing", "Tilbod lagt til rette for personar med funksjonsnedsetjing.";
            en: "People with disabilities", "Activities adapted for people with disabilities.";
        }
        PatientsAndResidents = "PATIENTS_AND_RESIDENTS" {
            nb: "Pasienter og beboere", "Pasienter i helsetjenesten og beboere på sykehjem og i omsorgsboliger.";
            nn: "Pasientar og bebuarar", "Pasientar i helsetenesta og bebuarar på sjukeheim og i omsorgsbustader.";
            en: "Patients and residents", "Patients of the health service and residents of nursing homes and sheltered housing.";
        }
        ChildWelfareClients = "CHILD_WELFARE_CLIENTS" {
            nb: "Barn, unge og familier i barnevernet", "Barn, unge og familier som får hjelp fra barnevernet.";
            nn: "Barn, unge og familiar i barnevernet", "Barn, unge og familiar som får hjelp frå barnevernet.";
            en: "Child welfare clients", "Children, young people and families supported by the child welfare service.";
        }
        JobSeekers = "JOB_SEEKERS" {
            nb: "Arbeidssøkere", "Personer som NAV følger opp på vei mot arbeid eller aktivitet.";
            nn: "Arbeidssøkjarar", "Personar som NAV følgjer opp på veg mot arbeid eller aktivitet.";
            en: "Job seekers", "People whom NAV supports on the way to work or activity.";
            se: "Bargoohccit";
        }
        SamiPopulation = "SAMI_POPULATION" {
            nb: "Den samiske befolkningen", "Tilbud rettet spesielt mot den samiske befolkningen (§ 3.2).";
            nn: "Den samiske befolkninga", "Tilbod retta spesielt mot den samiske befolkninga (§ 3.2).";
            en: "Sámi population", "Activities directed especially at the Sámi population (section 3.2).";
            se: "Sámi álbmot";
        }
        Everyone = "EVERYONE" {
            nb: "Alle", "Åpent for alle innbyggere.";
            nn: "Alle", "Ope for alle innbyggjarar.";
            en: "Everyone", "Open to all inhabitants.";
            se: "Buohkat";
        }
    }
}

vocabulary! {
    /// The age bands in which participants are counted (aldersgruppe); wide enough to protect individuals.
    pub enum AgeBand {
        Age0_5 = "AGE_0_5" {
            nb: "0–5 år", "Barn før skolealder.";
            nn: "0–5 år", "Barn før skulealder.";
            en: "0–5 years", "Children below school age.";
            se: "0–5 jagi";
        }
        Age6_12 = "AGE_6_12" {
            nb: "6–12 år", "Barn i barneskolealder.";
            nn: "6–12 år", "Barn i barneskulealder.";
            en: "6–12 years", "Children of primary school age.";
            se: "6–12 jagi";
        }
        Age13_15 = "AGE_13_15" {
            nb: "13–15 år", "Unge i ungdomsskolealder.";
            nn: "13–15 år", "Unge i ungdomsskulealder.";
            en: "13–15 years", "Young people of lower secondary school age.";
            se: "13–15 jagi";
        }
        Age16_19 = "AGE_16_19" {
            nb: "16–19 år", "Unge i alder for videregående skole.";
            nn: "16–19 år", "Unge i alder for vidaregåande skule.";
            en: "16–19 years", "Young people of upper secondary school age.";
            se: "16–19 jagi";
        }
        Age20_24 = "AGE_20_24" {
            nb: "20–24 år", "Unge voksne.";
            nn: "20–24 år", "Unge vaksne.";
            en: "20–24 years", "Young adults.";
            se: "20–24 jagi";
        }
        Age25_66 = "AGE_25_66" {
            nb: "25–66 år", "Voksne.";
            nn: "25–66 år", "Vaksne.";
            en: "25–66 years", "Adults.";
            se: "25–66 jagi";
        }
        Age67Plus = "AGE_67_PLUS" {
            nb: "67 år og eldre", "Eldre i alminnelig pensjonsalder.";
            nn: "67 år og eldre", "Eldre i vanleg pensjonsalder.";
            en: "67 years and over", "Older people of ordinary retirement age.";
            se: "67 jagi ja boarráseabbot";
        }
        AllAges = "ALL_AGES" {
            nb: "Alle aldre", "Alderen er ikke registrert, eller aldersgruppene er telt samlet.";
            nn: "Alle aldrar", "Alderen er ikkje registrert, eller aldersgruppene er talde samla.";
            en: "All ages", "The age is not recorded, or all ages were counted together.";
            se: "Buot ahkejoavkkut";
        }
    }
}

vocabulary! {
    /// The languages an activity is held in (språk i tilbudet); Sámi languages have a place of their own (§ 1.1.3).
    pub enum ActivityLanguage {
        NorwegianBokmal = "NORWEGIAN_BOKMAL" {
            nb: "Bokmål", "Norsk med bokmål som skriftspråk.";
            nn: "Bokmål", "Norsk med bokmål som skriftspråk.";
            en: "Norwegian Bokmål", "Norwegian, with Bokmål as the written language.";
            se: "Girjedárogiella";
        }
        NorwegianNynorsk = "NORWEGIAN_NYNORSK" {
            nb: "Nynorsk", "Norsk med nynorsk som skriftspråk.";
            nn: "Nynorsk", "Norsk med nynorsk som skriftspråk.";
            en: "Norwegian Nynorsk", "Norwegian, with Nynorsk as the written language.";
            se: "Ođđadárogiella";
        }
        NorthernSami = "NORTHERN_SAMI" {
            nb: "Nordsamisk", "Nordsamisk, davvisámegiella.";
            nn: "Nordsamisk", "Nordsamisk, davvisámegiella.";
            en: "Northern Sámi", "Northern Sámi, davvisámegiella.";
            se: "Davvisámegiella";
        }
        LuleSami = "LULE_SAMI" {
            nb: "Lulesamisk", "Lulesamisk, julevsámegiella.";
            nn: "Lulesamisk", "Lulesamisk, julevsámegiella.";
            en: "Lule Sámi", "Lule Sámi, julevsámegiella.";
            se: "Julevsámegiella";
        }
        SouthernSami = "SOUTHERN_SAMI" {
            nb: "Sørsamisk", "Sørsamisk, åarjelsaemien gïele.";
            nn: "Sørsamisk", "Sørsamisk, åarjelsaemien gïele.";
            en: "Southern Sámi", "Southern Sámi, åarjelsaemien gïele.";
            se: "Lullisámegiella";
        }
        Kven = "KVEN" {
            nb: "Kvensk", "Kvensk, kvääni.";
            nn: "Kvensk", "Kvensk, kvääni.";
            en: "Kven", "Kven, kvääni.";
            se: "Kvenagiella";
        }
        NorwegianSignLanguage = "NORWEGIAN_SIGN_LANGUAGE" {
            nb: "Norsk tegnspråk", "Norsk tegnspråk, eller tolket til norsk tegnspråk.";
            nn: "Norsk teiknspråk", "Norsk teiknspråk, eller tolka til norsk teiknspråk.";
            en: "Norwegian Sign Language", "Norwegian Sign Language, or interpreted into it.";
            se: "Norgga seavagiella";
        }
        English = "ENGLISH" {
            nb: "Engelsk", "Engelsk.";
            nn: "Engelsk", "Engelsk.";
            en: "English", "English.";
            se: "Eaŋgalasgiella";
        }
        Ukrainian = "UKRAINIAN" {
            nb: "Ukrainsk", "Ukrainsk.";
            nn: "Ukrainsk", "Ukrainsk.";
            en: "Ukrainian", "Ukrainian.";
            se: "Ukrainagiella";
        }
        Arabic = "ARABIC" {
            nb: "Arabisk", "Arabisk.";
            nn: "Arabisk", "Arabisk.";
            en: "Arabic", "Arabic.";
            se: "Arábagiella";
        }
        Somali = "SOMALI" {
            nb: "Somali", "Somali.";
            nn: "Somali", "Somali.";
            en: "Somali", "Somali.";
        }
        Polish = "POLISH" {
            nb: "Polsk", "Polsk.";
            nn: "Polsk", "Polsk.";
            en: "Polish", "Polish.";
            se: "Polskkagiella";
        }
        Other = "OTHER" {
            nb: "Annet språk", "Et annet språk, oppgitt i beskrivelsen.";
            nn: "Anna språk", "Eit anna språk, oppgitt i skildringa.";
            en: "Other language", "Another language, given in the description.";
            se: "Eará giella";
        }
    }
}
