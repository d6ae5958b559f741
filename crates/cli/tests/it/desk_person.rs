//! A person's page in a browser: records split by keys and by dragging, also after the page has come anew because somebody
//! judged; searches kept, columns chosen.

use crate::bench_dir::Dir;
use crate::desk::{judgements, press};
use crate::devtools::Browser;
use serde_json::json;

const DRAG: &str = "(row, target) => { const data = new DataTransfer(); \
    const send = (on, kind) => on.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data })); \
    send(row, 'dragstart'); send(target, 'dragover'); send(target, 'drop'); send(row, 'dragend'); }";
const ROWS: &str = "document.querySelectorAll('tr[data-pick]')";
const DONE: &str =
    "location.search.includes('done=') && document.querySelector('div.done[role=status]') !== null";

/// Splits the person of most records in each way; each is taken back.
pub(crate) fn split(browser: &mut Browser, dir: &Dir, address: &dyn Fn(&str) -> String) {
    let open = |browser: &mut Browser| {
        browser.open(&address("/persons?sort=-lists"), 1280);
        browser.evaluate("document.querySelector('table.persons tbody a').click()");
        browser.wait_for(&format!(
            "location.pathname.startsWith('/person/') && {ROWS}.length > 1 && {ROWS}[0].draggable"
        ));
    };
    let taken_back = |browser: &mut Browser| {
        browser.wait_for(DONE);
        browser.evaluate("document.querySelector('div.done form').requestSubmit()");
        browser
            .wait_for("document.querySelector('div.done[role=status]')?.textContent.includes('taken back')");
        assert_eq!(browser.errors(), [""; 0]);
    };
    let before = judgements(dir, "d");
    open(browser);
    for key in ["j", "j", "x", "c"] {
        press(browser, key);
    }
    taken_back(browser);
    let by_keys = judgements(dir, "d");
    assert!(by_keys > before, "keys split it");

    // somebody judges elsewhere: the page comes anew by itself, and rows are dragged on it as before
    open(browser);
    browser.wait_for(&format!("{ROWS}[0].draggable"));
    browser.evaluate(&format!(
        "window.first = {ROWS}[0]; window.keyed = document.activeElement; fetch('/person/x/note', {{ method: 'POST', \
         body: new URLSearchParams({{ secret: document.querySelector('input[name=secret]').value, reason: 'seen', \
         ...Object.fromEntries(['list', 'record'].map((name) => [name, document.querySelector(`form[action$=\"/note\"] [name=${{name}}]`).value])) }}) }}) \
         .then((answer) => answer.status)"
    ));
    browser.wait_for(&format!(
        "window.first !== {ROWS}[0] && {ROWS}[0].draggable && !document.contains(window.first)"
    ));
    browser.picture("desk-person-renewed-1280", true);
    browser.evaluate(&format!("({DRAG})({ROWS}[0], document.querySelector('p.drop'))"));
    taken_back(browser);
    assert!(judgements(dir, "d") > by_keys + 2, "dragging split it");
}

/// A search is kept under a name and found again; a column is chosen and stands in the table.
pub(crate) fn search(browser: &mut Browser, address: &dyn Fn(&str) -> String) {
    browser.open(&address("/persons"), 1280);
    browser.evaluate(
        "(() => { const f = document.querySelector('form.search'); f.elements.least.value = '2'; \
         f.querySelector('input[name^=col]').checked = true; f.requestSubmit(); })()",
    );
    browser.wait_for("location.search.includes('least=2') && document.readyState === 'complete'");
    let heads =
        browser.evaluate("document.querySelectorAll('table.persons thead th').length").as_u64().unwrap();
    assert_eq!(heads, 7, "one column more");
    browser.evaluate(
        "(() => { const f = document.querySelector('form[action=\"/searches/keep\"]'); \
         f.elements.name.value = 'on two lists'; f.requestSubmit(); })()",
    );
    browser.wait_for("document.querySelector('details.saved a')?.textContent === 'on two lists'");
    browser.open(&address("/persons"), 1280);
    browser.evaluate("document.querySelector('details.saved a').click()");
    browser.wait_for("location.search.includes('least=2') && document.readyState === 'complete'");
    assert_eq!(browser.evaluate("document.querySelectorAll('table.persons thead th').length"), json!(7));
    browser.check(&address("/persons?least=2&from=2021-01-01&age_from=3&col0=1"), "desk-persons-filtered");
}
