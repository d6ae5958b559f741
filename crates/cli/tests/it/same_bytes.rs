//! The same bytes on one thread and on two.

use crate::bench_dir::{Dir, files};

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let mut found = Vec::new();
    for threads in ["1", "2"] {
        let dir = Dir::new();
        dir.ok(&["demo", "d", "--threads", threads]);
        let mut all = files(&dir.path().join("d/out"));
        all.extend(files(&dir.path().join("d/report")));
        all.extend(files(&dir.path().join("d/as-given")));
        found.push(all);
    }
    let (one, two) = (&found[0], &found[1]);
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, bytes) in one {
        assert!(bytes == &two[path], "{} differs", path.display());
    }
}
