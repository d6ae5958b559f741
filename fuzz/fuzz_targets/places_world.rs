//! Any bytes as the table of the world: read or refused, and then asked.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_places::Gazetteer;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(gazetteer) = Gazetteer::with_world(bytes) {
        gazetteer.find("Almaty");
    }
});
