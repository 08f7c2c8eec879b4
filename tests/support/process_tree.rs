//! A process and everything it started: their memory, shared pages counted once, and their processor time. Read from
//! /proc, so only on Linux.

use std::{collections::HashMap, fs, io, path::Path};

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    pub processes: usize,
    /// Proportional set size: a page that three processes share counts a third in each.
    pub memory_kib: u64,
    /// Hundredths of a second, as the kernel counts for everybody.
    pub ticks: u64,
    /// How often its threads woke up.
    pub wakeups: u64,
}

/// What this process and its descendants cost now.
pub fn cost(root: u32) -> io::Result<Cost> {
    let mut cost = Cost::default();
    for pid in family(root, &parents()?) {
        let folder = Path::new("/proc").join(pid.to_string());
        // Whoever has ended meanwhile costs nothing.
        let Some((stat, memory)) = ended_is_none(read(&folder))? else { continue };
        cost.processes += 1;
        cost.memory_kib += pss(&memory).ok_or(io::ErrorKind::InvalidData)?;
        let counted = ticks(&stat).zip(switches(&folder)).ok_or(io::ErrorKind::InvalidData)?;
        cost.ticks += counted.0;
        cost.wakeups += counted.1;
    }
    Ok(cost)
}

/// This process and everything it started.
pub fn descendants(root: u32) -> io::Result<Vec<u32>> {
    Ok(family(root, &parents()?))
}

/// How often its threads gave the processor up to wait for something.
fn switches(folder: &Path) -> Option<u64> {
    let threads = fs::read_dir(folder.join("task")).ok()?;
    let told = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("status")).ok());
    Some(told.filter_map(|status| voluntary(&status)).sum())
}

fn voluntary(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?.trim().parse().ok()
}

fn read(folder: &Path) -> io::Result<(String, String)> {
    Ok((fs::read_to_string(folder.join("stat"))?, fs::read_to_string(folder.join("smaps_rollup"))?))
}

fn ended_is_none<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    const NO_SUCH_PROCESS: i32 = 3;
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(NO_SUCH_PROCESS) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Every process and who started it.
fn parents() -> io::Result<HashMap<u32, u32>> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc")? {
        let entry = entry?;
        let Ok(pid) = entry.file_name().to_string_lossy().parse() else { continue };
        if let Some(stat) = ended_is_none(fs::read_to_string(entry.path().join("stat")))? {
            parents.insert(pid, parent(&stat).ok_or(io::ErrorKind::InvalidData)?);
        }
    }
    Ok(parents)
}

fn family(root: u32, parents: &HashMap<u32, u32>) -> Vec<u32> {
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&member) = family.get(next) {
        family.extend(parents.iter().filter(|(_, parent)| **parent == member).map(|(child, _)| *child));
        next += 1;
    }
    family
}

/// The fields after the program's name, which may hold spaces and brackets itself.
fn fields(stat: &str) -> Option<Vec<&str>> {
    stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect())
}

fn parent(stat: &str) -> Option<u32> {
    fields(stat)?.get(1)?.parse().ok()
}

/// Time in the program and in the kernel on its behalf.
fn ticks(stat: &str) -> Option<u64> {
    let fields = fields(stat)?;
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

fn pss(rollup: &str) -> Option<u64> {
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: &str = "42 (a (b) c) S 7 42 7 0 -1 4194560 1 2 3 4 150 50 5 6 20 0 9 0";

    #[test]
    fn a_name_with_brackets_confuses_nobody() {
        assert_eq!(parent(STAT), Some(7));
        assert_eq!(ticks(STAT), Some(200));
        assert_eq!(parent("garbage"), None);
    }

    #[test]
    fn memory_is_the_shared_part_counted_once() {
        assert_eq!(
            pss("55d0-7ff0 ---p 0 00:00 0 [rollup]\nRss:  900 kB\nPss:    123 kB\nPss_Dirty: 9 kB\n"),
            Some(123)
        );
        assert_eq!(pss(""), None);
    }

    #[test]
    fn a_family_is_everybody_below() {
        let mut family = family(2, &HashMap::from([(2, 1), (3, 2), (4, 3), (5, 1)]));
        family.sort_unstable();
        assert_eq!(family, [2, 3, 4]);
    }
}
