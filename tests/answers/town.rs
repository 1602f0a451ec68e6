//! A small town whose answers can be worked out by hand.

use serde_json::{Value, json};

use crate::support::{Client, Server, records::organisation};

/// The culture school and those it works with. Two partnerships are agreed, one waits for the brook school.
pub struct Town {
    pub planner: Client,
    pub school: Value,
    pub aker: Value,
    pub bekk: Value,
    pub library: Value,
    pub care: Value,
    /// Employed by the culture school, 100 %.
    pub ingrid: Value,
    /// Employed by the care home, 50 %, until the end of September 2026.
    pub ola: Value,
    /// The one with the library.
    book: Value,
}

/// A partnership with its parties by organisation.
struct Partnership {
    id: Value,
    parties: Vec<(Value, Value)>,
}

impl Partnership {
    fn party(&self, organisation: &Value) -> &Value {
        &self.parties.iter().find(|(id, _)| *id == organisation["id"]).unwrap().1
    }
}

/// Carries out a mutation; the record with its id and version.
async fn write(client: &Client, name: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let verbs = ["create", "update", "submit", "award", "record", "commit", "propose", "confirm"];
    let verb = verbs.iter().find(|verb| name.starts_with(*verb)).unwrap();
    let object = name.strip_prefix(verb).unwrap().replace("FundingDisbursement", "FundingApplication");
    let object = format!("{}{}", object[..1].to_lowercase(), &object[1..]);
    let mutation = format!(
        "mutation ($input: {kind}!) {{ {name}(input: $input) {{ {object} {{ id version }} errors {{ code field message }} }} }}"
    );
    client.ok(&mutation, json!({ "input": input })).await[&object].clone()
}

fn next(record: &Value, more: &Value) -> Value {
    let mut input = json!({ "id": record["id"], "version": record["version"] });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

impl Town {
    pub async fn build(server: &Server) -> Self {
        let planner = server.planner("4601");
        let new = async |name: &str, kind: &str| {
            organisation(&planner, "4601", json!({ "name": name, "serviceType": kind })).await
        };
        let school = new("Kulturskolen", "CULTURE_SCHOOL").await;
        let (aker, bekk) = (new("Aker skole", "SCHOOL").await, new("Bekk skole", "SCHOOL").await);
        let (library, care) = (new("Biblioteket", "LIBRARY").await, new("Solhjemmet", "ELDERLY_CARE").await);
        let gone = new("Nedlagt skole", "SCHOOL").await;
        write(&planner, "updateOrganisation", next(&gone, &json!({ "active": false }))).await;
        let person = async |name: &str, employer: &Value, percentage: &str, to: Option<&str>| {
            let input = json!({
                "employer": employer["id"], "employeeKey": name, "displayName": name, "employedFrom": "2020-01-01",
                "employmentPercentage": percentage, "employedTo": to,
            });
            write(&planner, "createStaffMember", input).await["id"].clone()
        };
        let ingrid = person("Ingrid", &school, "100", None).await;
        let ola = person("Ola", &care, "50", Some("2026-09-30")).await;
        let kari = person("Kari", &school, "50", None).await;
        let nothing = Value::Null;
        let town = Self { planner: planner.clone(), school, aker, bekk, library, care, ingrid, ola, book: nothing };
        let choir = town.choir(server).await;
        let book = town.with_library(server, &kari).await;
        town.proposal(server).await;
        town.work(&choir).await;
        town.money(&choir, &book).await;
        // An amendment that nobody has confirmed.
        let input = json!({ "partnership": book.id, "organisation": town.bekk["id"], "role": "CO_CREATOR" });
        write(&town.planner, "createParty", input).await;
        Self { book: book.id, ..town }
    }

    async fn partnership(&self, title: &str, pillars: &[&str], end: &str, others: &[(&Value, &str)]) -> Partnership {
        let others =
            others.iter().map(|(organisation, role)| json!({ "organisation": organisation["id"], "role": role }));
        let lead = json!({ "organisation": self.school["id"], "role": "LEAD" });
        let input = json!({
            "title": title, "purpose": "Sang", "pillars": pillars, "startDate": "2026-01-01", "endDate": end,
            "parties": std::iter::once(lead).chain(others).collect::<Vec<_>>(),
        });
        let create = "mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) {
            partnership { id parties { nodes { id organisation { id } } } } errors { code field message }
        } }";
        let made = self.planner.ok(create, json!({ "input": input })).await["partnership"].clone();
        let parties = made["parties"]["nodes"].as_array().unwrap().iter();
        let parties = parties.map(|party| (party["organisation"]["id"].clone(), party["id"].clone())).collect();
        Partnership { id: made["id"].clone(), parties }
    }

    async fn propose(&self, partnership: &Partnership) {
        let query = "query ($id: ID!) { partnership(id: $id) { id version } }";
        let made = self.planner.data(query, json!({ "id": partnership.id })).await["partnership"].take();
        write(&self.planner, "proposePartnership", next(&made, &json!({}))).await;
    }

    async fn agree(&self, server: &Server, partnership: &Partnership) {
        self.propose(partnership).await;
        for (organisation, _) in &partnership.parties {
            self.confirm(server, partnership, organisation).await;
        }
    }

    async fn confirm(&self, server: &Server, partnership: &Partnership, organisation: &Value) {
        let input = json!({ "id": partnership.id, "organisation": organisation, "revision": 1 });
        write(&server.coordinator(organisation), "confirmPartnership", input).await;
    }

    async fn share(
        &self,
        of: &Partnership,
        person: &Value,
        host: &Value,
        percentage: &str,
        dates: (&str, &str),
        more: Value,
    ) {
        let mut input = json!({
            "partnership": of.id, "staffMember": person, "hostParty": of.party(host), "percentage": percentage,
            "function": "TEACHING", "fromDate": dates.0, "toDate": dates.1,
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        write(&self.planner, "createStaffAllocation", input).await;
    }

    /// With a school and a care home, to the end of 2026.
    async fn choir(&self, server: &Server) -> Partnership {
        let others = [(&self.aker, "CO_CREATOR"), (&self.care, "HOST")];
        let choir = self.partnership("Kor", &["LEARNING", "EXPRESSION"], "2026-12-31", &others).await;
        let refund = json!({ "refundParty": choir.party(&self.care), "refundPercentage": "33.33" });
        self.share(&choir, &self.ingrid, &self.care, "20", ("2026-01-01", "2026-12-31"), refund).await;
        self.share(&choir, &self.ola, &self.aker, "12.5", ("2026-01-01", "2026-06-30"), json!({})).await;
        self.agree(server, &choir).await;
        choir
    }

    /// With the library, to the end of 2027.
    async fn with_library(&self, server: &Server, kari: &Value) -> Partnership {
        let book = self.partnership("Bok", &["LEARNING"], "2027-12-31", &[(&self.library, "HOST")]).await;
        self.share(&book, &self.ingrid, &self.library, "40", ("2026-07-01", "2027-06-30"), json!({})).await;
        self.share(&book, kari, &self.library, "46", ("2027-02-01", "2027-12-31"), json!({})).await;
        self.agree(server, &book).await;
        book
    }

    /// Which the brook school has not answered.
    async fn proposal(&self, server: &Server) {
        let theatre = self.partnership("Teater", &["SUSTAINABILITY"], "2028-12-31", &[(&self.bekk, "HOST")]).await;
        self.propose(&theatre).await;
        self.confirm(server, &theatre, &self.school["id"]).await;
    }

    async fn work(&self, choir: &Partnership) {
        let planner = &self.planner;
        for (title, due) in
            [("Skaffe noter", "2026-11-01"), ("Leie scene", "2027-01-15"), ("Stemme piano", "2026-10-01")]
        {
            let party = choir.party(&self.school);
            let input = json!({ "partnership": choir.id, "responsibleParty": party, "title": title, "dueOn": due });
            let task = write(planner, "createSharedTask", input).await;
            if title == "Stemme piano" {
                write(planner, "updateSharedTask", next(&task, &json!({ "status": "DONE" }))).await;
            }
        }
        let goal = async |goal: &str| {
            let input = json!({
                "partnership": choir.id, "planType": "MUNICIPAL_MASTER_PLAN", "planTitle": "Kommuneplanen", "goal": goal,
            });
            write(planner, "createPlanLink", input).await["id"].clone()
        };
        let (sing, _) = (goal("Alle barn synger").await, goal("Alle eldre hører musikk").await);
        for (title, pillars, from, to, goal) in [
            ("Øving", json!(["LEARNING", "EXPRESSION"]), "2026-01-10", Some("2026-06-10"), sing),
            ("Konsert", json!(["EXPRESSION"]), "2026-05-10", Some("2026-12-10"), Value::Null),
        ] {
            let input = json!({
                "partnership": choir.id, "planLink": goal, "title": title, "subjectFields": ["MUSIC"], "pillars": pillars,
                "format": "ENSEMBLE", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"], "setting": "SCHOOL",
                "startDate": from, "endDate": to,
            });
            write(planner, "createBreadthActivity", input).await;
        }
        for (body, phase, on) in [
            ("PUPIL_COUNCIL", "PLAN", "2026-02-01"),
            ("PUPIL_COUNCIL", "PLAN", "2026-03-01"),
            ("ELDERLY_COUNCIL", "EVALUATE", "2026-06-01"),
        ] {
            let input = json!({ "partnership": choir.id, "body": body, "phase": phase, "heldOn": on });
            write(planner, "createConsultation", input).await;
        }
    }

    async fn money(&self, choir: &Partnership, book: &Partnership) {
        let planner = &self.planner;
        let budget = async |of: &Partnership| {
            write(planner, "createBudget", json!({ "partnership": of.id, "fiscalYear": 2026 })).await
        };
        let line = async |budget: &Value, of: (&Partnership, &Value), what: [&str; 5], actual: Option<&str>| {
            let [kind, resource, category, function, amount] = what;
            let input = json!({
                "budget": budget["id"], "party": of.0.party(of.1), "kind": kind, "resource": resource, "category": category,
                "kostraFunction": function, "planned": amount, "actual": actual,
            });
            write(planner, "createBudgetLine", input).await;
        };
        let one = budget(choir).await;
        let general = "GENERAL_CONTRIBUTION";
        line(&one, (choir, &self.school), ["CONTRIBUTION", "CASH", general, "383", "100000"], None).await;
        line(&one, (choir, &self.care), ["CONTRIBUTION", "IN_KIND", "PREMISES", "234", "20000.50"], None).await;
        line(&one, (choir, &self.aker), ["CONTRIBUTION", "CASH", general, "202", "30000"], None).await;
        line(&one, (choir, &self.school), ["COST", "CASH", "SALARY", "383", "180000"], Some("175000")).await;
        line(&one, (choir, &self.care), ["COST", "IN_KIND", "PREMISES", "234", "20000.50"], Some("20000.50")).await;
        let apply = async |of: &Partnership, title: &str| {
            let input = json!({
                "partnership": of.id, "applicantParty": of.party(&self.school), "title": title, "funder": "Kulturrådet",
                "fiscalYear": 2026, "applied": "80000",
            });
            write(planner, "createFundingApplication", input).await
        };
        let funding = apply(choir, "Korfest").await;
        let sent =
            write(planner, "submitFundingApplication", next(&funding, &json!({ "submittedOn": "2026-02-01" }))).await;
        let award = json!({ "awarded": "50000", "decidedOn": "2026-03-01", "reportDueOn": "2027-02-01" });
        let awarded = write(planner, "awardFundingApplication", next(&sent, &award)).await;
        write(planner, "recordFundingDisbursement", next(&awarded, &json!({ "disbursed": "30000" }))).await;
        // Applied for, not awarded: counts nowhere.
        apply(book, "Bokfest").await;
        write(planner, "commitBudget", next(&one, &json!({}))).await;
        let other = budget(book).await;
        line(&other, (book, &self.school), ["CONTRIBUTION", "CASH", general, "383", "10000"], None).await;
        line(&other, (book, &self.library), ["COST", "CASH", "FEES", "370", "15000"], None).await;
    }

    /// Whether more of a person can be shared with the library's partnership.
    pub async fn allocate(&self, person: &Value, percentage: &str, from: &str, to: &str) -> bool {
        let query =
            "query ($id: ID!) { partnership(id: $id) { parties(filter: { role: { eq: HOST } }) { nodes { id } } } }";
        let data = self.planner.data(query, json!({ "id": self.book })).await;
        let input = json!({
            "partnership": self.book, "staffMember": person, "hostParty": data["partnership"]["parties"]["nodes"][0]["id"],
            "percentage": percentage, "function": "TEACHING", "fromDate": from, "toDate": to,
        });
        let create = "mutation ($input: CreateStaffAllocationInput!) { createStaffAllocation(input: $input) {
            errors { code }
        } }";
        let data = self.planner.data(create, json!({ "input": input })).await;
        let errors = data["createStaffAllocation"]["errors"].as_array().unwrap();
        assert!(errors.iter().all(|error| error["code"] == "EXCEEDS_CAPACITY"), "{errors:?}");
        errors.is_empty()
    }

    /// Another service with a partnership like the library's, with shared staff and money, and a service without.
    pub async fn more(&self, server: &Server) {
        let fields = json!({ "name": "Barnehagen", "serviceType": "KINDERGARTEN" });
        let service = organisation(&self.planner, "4601", fields.clone()).await;
        organisation(&self.planner, "4601", fields).await;
        let with = self.partnership("Sang", &["LEARNING"], "2026-12-31", &[(&service, "HOST")]).await;
        self.share(&with, &self.ingrid, &service, "5", ("2026-10-01", "2026-12-31"), json!({})).await;
        self.agree(server, &with).await;
        let budget = write(&self.planner, "createBudget", json!({ "partnership": with.id, "fiscalYear": 2026 })).await;
        let input = json!({
            "budget": budget["id"], "party": with.party(&service), "kind": "CONTRIBUTION", "resource": "CASH",
            "category": "FEES", "kostraFunction": "201", "planned": "100",
        });
        write(&self.planner, "createBudgetLine", input).await;
    }
}
