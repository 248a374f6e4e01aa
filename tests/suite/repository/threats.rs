//! What the contract names as a danger, each with the tests that show it is met; and those that had
//! none.

use std::fs;
use std::io::{Cursor, Write as _};

use pilot::bundle::{receive, zip};
use pilot::cli::Exit;
use pilot::project::FaultKind;

use crate::support::odd_zip::{Odd, odd, odd_zip};
use crate::support::sample_package::{Sample, entries_of, kinds, shown};
use crate::support::{folder, pilot_in};

/// Danger, and tests by file and name. Everything that the chapter about the package promises
/// stands here.
const THREATS: &[(&str, &[&str])] = &[
    (
        "names that lead out of the folder",
        &[
            "bundle/receiving::dangerous_archives_are_refused",
            "cli/batch_verify::somebody_elses_package_is_sorted_and_its_gaps_are_told",
        ],
    ),
    ("absolute names and drives", &["bundle/receiving::dangerous_archives_are_refused"]),
    ("links and devices in an archive", &["bundle/receiving::dangerous_archives_are_refused"]),
    (
        "links in a folder that came in",
        &["bundle/package::an_unpacked_package_is_compared_with_its_manifest"],
    ),
    (
        "links in a project",
        &[
            "bundle/package::what_cannot_go_in_is_told_and_stops_the_writer",
            "bundle/package::a_file_that_changes_or_is_a_link_stops_the_writer",
        ],
    ),
    ("two entries of one name", &["bundle/receiving::dangerous_archives_are_refused"]),
    ("entries that lie over each other", &["bundle/receiving::dangerous_archives_are_refused"]),
    (
        "entries that only one reader sees",
        &[
            "bundle/receiving::dangerous_archives_are_refused",
            "bundle/receiving::an_office_document_stored_last_does_not_look_like_a_second_end",
        ],
    ),
    ("bombs by ratio", &["bundle/receiving::bombs_stop_by_what_comes_out_and_not_by_what_is_said"]),
    ("bombs by sum", &["repository/threats::many_files_below_the_ratio_are_stopped_by_their_sum"]),
    ("bombs of pixels", &["bundle/shrink::pictures_that_would_fill_the_memory_are_not_decoded"]),
    ("too many entries, too deep folders", &["bundle/receiving::dangerous_archives_are_refused"]),
    ("encryption", &["bundle/receiving::dangerous_archives_are_refused"]),
    (
        "truncation",
        &[
            "bundle/package::every_truncation_is_noticed",
            "bundle/receiving::damage_and_other_formats_are_named",
        ],
    ),
    (
        "names that collide on Windows or macOS",
        &[
            "bundle/receiving::dangerous_archives_are_refused",
            "bundle/package::the_writer_refuses_what_some_system_cannot_hold",
        ],
    ),
    (
        "a content that differs from its hash",
        &["bundle/package::renamed_removed_added_and_changed_entries_are_told_by_name"],
    ),
    ("any bit that differs", &["bundle/package::every_single_flipped_bit_is_noticed"]),
    (
        "a package of ours that is not canonical",
        &[
            "repository/threats::every_departure_from_the_canonical_form_makes_a_package_of_ours_ambiguous",
            "bundle/package::another_reader_sees_the_same_and_what_it_rewrites_is_ambiguous",
        ],
    ),
    (
        "a program that writes while it verifies",
        &["repository/threats::verifying_dangerous_things_writes_nothing"],
    ),
    (
        "a package that is not whole",
        &[
            "bundle/killed_runs::conformance_a_package_is_the_old_or_the_new_wherever_the_run_is_cut_off",
        ],
    ),
    (
        "a full disk",
        &[
            "bundle/package::a_full_disk_is_an_error",
            "bundle/killed_runs::conformance_a_package_is_the_old_or_the_new_wherever_the_run_is_cut_off",
        ],
    ),
    (
        "a table or a progress that is not whole",
        &[
            "bundle/killed_runs::conformance_a_desk_keeps_its_table_and_its_progress_wherever_the_run_is_cut_off",
            "cli/batch_verify::a_run_that_was_cut_off_goes_on_and_gives_the_same",
        ],
    ),
    (
        "a project that is not whole",
        &["bundle/killed_runs::conformance_an_adopted_project_is_there_as_a_whole_or_not_at_all"],
    ),
    ("header fields put into a message", &["bundle/message::header_fields_cannot_be_injected"]),
    (
        "control characters on the terminal",
        &["bundle/receiving::control_characters_in_names_do_not_reach_the_report"],
    ),
    (
        "formulas made of names",
        &["cli/batch_verify::an_inbox_is_judged_file_by_file_and_becomes_a_table"],
    ),
    (
        "lines of a list made of names",
        &["bundle/checklist::names_from_pilot_toml_cannot_break_a_line_of_the_lists"],
    ),
    (
        "leftovers of systems and editors",
        &["bundle/receiving::ordinary_archives_of_others_are_read_with_what_was_assumed"],
    ),
    (
        "files that change while they are packed",
        &["bundle/package::a_file_that_changes_or_is_a_link_stops_the_writer"],
    ),
    ("files of gigabytes", &["bundle/canonical::files_of_gigabytes_are_refused_by_their_size"]),
    (
        "a picture that a copy would spoil",
        &[
            "bundle/shrink::what_a_copy_would_lose_is_left_alone_and_why",
            "bundle/shrink::damage_is_never_copied",
        ],
    ),
    (
        "another result somewhere else",
        &[
            "bundle/canonical::eight_variations_give_the_same_bytes",
            "bundle/shrink::the_same_file_gives_the_same_bytes_everywhere",
        ],
    ),
    (
        "bytes that make a reader end",
        &[
            "bundle/receiving::no_bytes_make_the_readers_panic",
            "repository/corpus::mutations_of_them_do_no_harm",
        ],
    ),
];

#[test]
fn every_threat_has_its_test() {
    for (threat, tests) in THREATS {
        assert!(!tests.is_empty(), "{threat}");
        for test in *tests {
            let (file, name) = test.split_once("::").expect("file and name");
            let text = fs::read_to_string(format!("tests/suite/{file}.rs"))
                .unwrap_or_else(|e| panic!("{threat}: {file}: {e}"));
            let place = text
                .find(&format!("fn {name}("))
                .unwrap_or_else(|| panic!("{threat}: there is no test {test}"));
            assert!(text[..place].trim_end().ends_with("#[test]"), "{threat}: {test} is no test");
        }
    }
}

#[test]
fn many_files_below_the_ratio_are_stopped_by_their_sum() {
    // Just below the size from which the ratio counts.
    let size = 9_900_000;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(&vec![0; size]).expect("deflated");
    let data = encoder.finish().expect("deflated");
    let entry = |n: usize| Odd {
        deflated: Some((data.clone(), size as u32)),
        ..odd(format!("{n}.csv"), "")
    };
    let bytes = odd_zip(&(0..60).map(entry).collect::<Vec<_>>());
    assert!(bytes.len() < 1_000_000);
    let received = receive("x.zip", &bytes);
    let faults = &received.package.faults;
    assert!(
        faults.iter().any(|f| f.kind == FaultKind::Unsafe && f.what.contains("总计超过 500 MB")),
        "{}",
        shown(faults)
    );
    // What comes after it was not looked at.
    assert!(received.package.entries.iter().filter(|e| !e.sha256.is_empty()).count() < 51);
}

/// Our package, its directory and end moved so that it stays sound for other readers.
#[test]
fn every_departure_from_the_canonical_form_makes_a_package_of_ours_ambiguous() {
    let (bytes, _) = Sample::new().zip();
    let entries = entries_of(&bytes);
    let rewritten = |options: ::zip::write::SimpleFileOptions, folder: bool| {
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        if folder {
            let (name, _) = entries[0].0.split_once('/').expect("a folder");
            writer.add_directory(name, options).expect("added");
        }
        for (name, content) in &entries {
            writer.start_file(name.as_str(), options).expect("started");
            writer.write_all(content).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    };
    let plain = ::zip::write::SimpleFileOptions::default();
    let streamed = {
        let mut writer = ::zip::ZipWriter::new_stream(Vec::new());
        for (name, content) in &entries {
            writer.start_file(name.as_str(), plain).expect("started");
            writer.write_all(content).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    };
    let end = bytes.len() - 22;
    let word =
        |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    let directory = word(end + 16);
    let commented = {
        let mut out = bytes.clone();
        out[end + 20] = 2;
        out.extend(b"hi");
        out
    };
    // A gap before the directory: everything else stays where it is.
    let gap = {
        let mut out = bytes.clone();
        out.splice(directory..directory, *b"gap!");
        let moved = out.len() - 22 + 16;
        out[moved..moved + 4].copy_from_slice(&(directory as u32 + 4).to_le_bytes());
        out
    };
    // An extra field in the first local header, which the directory does not have, and all offsets
    // after it moved.
    let extra = {
        let name = usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
        let mut out = bytes.clone();
        out[28] = 4;
        out.splice(30 + name..30 + name, [0x99, 0x99, 0, 0]);
        let mut at = directory + 4;
        while out[at..].starts_with(b"PK\x01\x02") {
            let offset = u32::from_le_bytes(out[at + 42..at + 46].try_into().expect("four bytes"));
            if offset > 0 {
                out[at + 42..at + 46].copy_from_slice(&(offset + 4).to_le_bytes());
            }
            at += 46 + usize::from(u16::from_le_bytes([out[at + 28], out[at + 29]]));
        }
        let moved = out.len() - 22 + 16;
        out[moved..moved + 4].copy_from_slice(&(directory as u32 + 4).to_le_bytes());
        out
    };
    let patched = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut out = bytes.clone();
        change(&mut out);
        out
    };
    let all = [
        ("rewritten", rewritten(plain, false)),
        ("stored", rewritten(plain.compression_method(::zip::CompressionMethod::Stored), false)),
        ("folder as an entry", rewritten(plain, true)),
        ("data descriptors", streamed),
        ("comment", commented),
        ("gap", gap),
        ("extra field", extra),
        ("prefix", [b"#!/bin/sh\n".as_slice(), &bytes].concat()),
        ("trailer", [bytes.as_slice(), b"\0"].concat()),
        ("another time", patched(&|b| (b[10], b[directory + 12]) = (1, 1))),
        ("another flag", patched(&|b| (b[6], b[directory + 8]) = (2, 2))),
        ("another mode", patched(&|b| b[directory + 40] ^= 1)),
        ("another system", patched(&|b| b[directory + 5] = 0)),
    ];
    for (what, changed) in &all {
        let received = receive("S.zip", changed);
        assert!(
            kinds(&received).contains(&FaultKind::Ambiguous),
            "{what}: {}",
            shown(&received.package.faults)
        );
        assert!(!zip::canonical::faults(changed).is_empty(), "{what}");
        if !matches!(*what, "prefix" | "trailer") {
            // What makes it dangerous: other programs read it without a word.
            assert!(
                ::zip::ZipArchive::new(Cursor::new(changed))
                    .is_ok_and(|z| z.len() >= entries.len()),
                "{what}"
            );
        }
    }
}

#[test]
fn verifying_dangerous_things_writes_nothing() {
    let outside = tempfile::tempdir().expect("a folder");
    let absolute = outside.path().join("out.txt");
    let dangerous = [
        odd_zip(&[odd("../../../out.txt", "x"), odd("ok.pdf", "%PDF")]),
        odd_zip(&[odd(absolute.to_string_lossy().as_bytes(), "x")]),
        odd_zip(&[
            Odd { mode: 0o120_777, ..odd("link", "../../out.txt") },
            odd("link/in.txt", "x"),
        ]),
        odd_zip(&[odd("实施方案.pdf", "%PDF-1.4"), odd("a\\..\\..\\b", "x")]),
    ];
    // Deep enough that whatever climbs out of the inbox or a new project is seen below the folder
    // of this test.
    let names: Vec<String> = (0..dangerous.len()).map(|n| format!("收件/{n}.zip")).collect();
    let paths: Vec<String> = names.iter().map(|name| format!("甲/乙/丙/{name}")).collect();
    let files: Vec<(&str, &[u8])> =
        paths.iter().map(String::as_str).zip(dangerous.iter().map(Vec::as_slice)).collect();
    let dir = folder(&files);
    let desk = dir.path().join("甲/乙/丙");
    let state = |path: &std::path::Path| -> Vec<_> {
        let entries = walkdir::WalkDir::new(path).into_iter().map(|e| e.expect("readable"));
        entries
            .map(|e| (e.path().to_owned(), e.metadata().expect("there").len()))
            .filter(|(p, _)| p.is_file())
            .collect()
    };
    let before = state(dir.path());
    let ran = pilot_in(&desk, &["verify", "收件"]);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.matches("[archive-unsafe]").count().min(4), 4, "{}", ran.out);
    assert_eq!(state(dir.path()), before);
    for name in &names {
        let ran = pilot_in(&desk, &["adopt", name, "新"]);
        assert!(!ran.out.contains("panicked") && !absolute.exists(), "{}{}", ran.out, ran.err);
        let _ = fs::remove_dir_all(desk.join("新"));
    }
    assert!(!absolute.exists());
    assert_eq!(state(dir.path()), before, "nothing but the project");
}
