//! The desk as somebody sees it from whom a list and a field are hidden: each page at both widths, a form of theirs used.

use crate::desk::{EDITION, MEND};
use crate::devtools::Browser;
use serde_json::json;

const PASSWORD: &str = "long enough to be one";
/// The list that is hidden; of another one a field is.
const HIDDEN: &str = "hospitals";

/// Sends a form as a page of the desk does, and waits for what it leads to.
fn post(browser: &mut Browser, form: &str, fields: &[(&str, &str)]) {
    let fields = json!(fields);
    let status = browser.evaluate(&format!(
        "fetch({form:?}, {{ method: 'POST', body: new URLSearchParams([...{fields}, \
         ['secret', document.querySelector('input[name=secret]').value]]) }}).then((answer) => answer.status)"
    ));
    assert_eq!(status, json!(200), "{form}");
}

/// Gives an account from which much is hidden, signs in to it, and looks at everything.
pub(crate) fn look(browser: &mut Browser, address: &dyn Fn(&str) -> String, store: &str) {
    browser.open(&address("/accounts"), 1280);
    post(browser, "/accounts/set", &[("name", "rita"), ("role", "editor"), ("password", PASSWORD)]);
    post(browser, "/groups/make", &[("group", "doctors")]);
    for (source, field) in [(HIDDEN, ""), ("hotline", "birth_date")] {
        post(browser, "/groups/confine", &[("source", source), ("field", field), ("group0", "doctors")]);
    }
    browser.check(&address("/accounts"), &format!("desk-{store}-accounts-confined"));
    browser.evaluate("document.querySelector('form[action=\"/sign-out\"]').requestSubmit()");
    browser.wait_for(
        "document.querySelector('form[action=\"/sign-out\"]') === null && document.readyState === 'complete'",
    );
    browser.check(&address("/sign-in"), &format!("desk-{store}-sign-in"));
    browser.evaluate(&format!(
        "(() => {{ const f = document.querySelector('form[action=\"/sign-in\"]'); f.elements.account.value = 'rita'; \
         f.elements.password.value = {PASSWORD:?}; f.requestSubmit(); }})()"
    ));
    browser.wait_for(
        "location.pathname === '/' && document.querySelector('form[action=\"/sign-out\"]') !== null",
    );
    let shown = "document.documentElement.textContent";
    for (page, name) in [
        ("/", "today"),
        ("/pairs?reach=all", "pairs"),
        ("/persons", "persons"),
        ("/articles", "articles"),
        ("/article?file=one.html&page=1", "article"),
        ("/figures", "figures"),
        ("/lists", "lists"),
        (EDITION, "edition"),
        ("/estimate", "estimate"),
        ("/publish", "publish"),
        ("/ledger", "ledger"),
    ] {
        browser.check(&address(page), &format!("desk-{store}-restricted-{name}"));
        assert_eq!(browser.evaluate(&format!("{shown}.includes('{HIDDEN}')")), json!(false), "{page}");
    }
    let href = "document.querySelector('table.persons tbody a').href";
    browser.open(&address("/persons?sort=-lists"), 1280);
    let person = browser.evaluate(href).as_str().unwrap().to_owned();
    browser.check(&person, &format!("desk-{store}-restricted-person"));
    assert_eq!(browser.evaluate(&format!("{shown}.includes('{HIDDEN}')")), json!(false), "{person}");
    // what holds more than they may see is no page for them
    for closed in
        [MEND.replace("buried", HIDDEN), "/lists/edition?list=hospitals&file=hospitals.csv".to_owned()]
    {
        browser.open(&address(&closed), 1280);
        assert_eq!(
            browser.evaluate("document.querySelector('table, form.stacked') === null"),
            json!(true),
            "{closed}"
        );
    }
    // an estimate is chosen without a word on what is hidden
    browser.open(&address("/estimate"), 1280);
    browser.evaluate("document.querySelector('form[action=\"/estimate/choose\"]').requestSubmit()");
    browser.wait_for("document.querySelector('progress') !== null");
    // the page comes again by itself until the run has ended
    browser
        .wait_for("document.querySelector('progress') === null && document.querySelector('#runs') !== null");
}
