//! Who may run the service on a Unix: whose sockets it can have.

use std::{fs, os::unix::fs::MetadataExt as _, path::Path};

use companion::desktop::Listener;
use zerotier_api::Stranger;

const ROOT: u32 = 0;

/// What sockets that listen on the service's port say of whom they belong to. Each comes with the user it belongs to,
/// and the first of somebody else's is named.
///
/// * `owners`: whoever may run it beside root.
/// * `nobody`: the user that stands for all those who can't be known from here: that two of them look the same proves
///   nothing.
pub(super) fn judge<S>(
    sockets: &[(S, u32)],
    owners: &[u32],
    nobody: Option<u32>,
    who: impl FnOnce(&S, u32) -> Stranger,
) -> Listener {
    let is_service = |uid: u32| uid == ROOT || (owners.contains(&uid) && Some(uid) != nobody);
    // One of them takes the connection; nobody knows which.
    let others = || sockets.iter().filter(|(_, uid)| !is_service(*uid));
    match others().find(|(_, uid)| Some(*uid) != nobody).or_else(|| others().next()) {
        Some((_, uid)) if Some(*uid) == nobody => Listener::Unknown,
        Some((socket, uid)) => Listener::Stranger(who(socket, *uid)),
        // Connections may also be led here from another place, and then nobody listens here.
        None if sockets.is_empty() => Listener::Unknown,
        None => Listener::Service,
    }
}

/// Whom these folders belong to, as far as they are there.
pub(super) fn owners<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Vec<u32> {
    folders.into_iter().filter_map(|folder| Some(fs::metadata(folder).ok()?.uid())).collect()
}

/// Whom this folder belongs to, in words to be compared.
pub(crate) fn owner(folder: &Path) -> Option<String> {
    owners([folder]).first().map(|uid| format!("owner {uid}"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::chown;

    use super::*;

    #[test]
    fn nobody_is_taken_for_the_service_where_two_people_look_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let mut nobody = fs::metadata(folder.path()).unwrap().uid();
        if nobody == ROOT {
            nobody = 65534;
            chown(folder.path(), Some(nobody), None).unwrap();
        }
        let judged = |uids: &[u32]| {
            let sockets: Vec<_> = uids.iter().map(|uid| ((), *uid)).collect();
            judge(&sockets, &owners([folder.path()]), Some(nobody), |(), uid| Stranger::Of(uid.to_string()))
        };
        assert_eq!(judged(&[nobody]), Listener::Unknown);
        assert_eq!(judged(&[nobody, ROOT]), Listener::Unknown);
        let other = Listener::Stranger(Stranger::Of("1234".into()));
        assert_eq!(judged(&[nobody, 1234]), other, "whoever can be named is");
    }

    #[test]
    fn a_service_is_roots_or_its_folders_owners() {
        let folder = tempfile::tempdir().unwrap();
        let me = fs::metadata(folder.path()).unwrap().uid();
        let other = me + 1000;
        let judged = |uids: &[u32], home: Option<&Path>| {
            let sockets: Vec<_> = uids.iter().map(|uid| ((), *uid)).collect();
            judge(&sockets, &owners(home), Some(65534), |(), uid| Stranger::Of(uid.to_string()))
        };
        let stranger = || Listener::Stranger(Stranger::Of(other.to_string()));
        assert_eq!(judged(&[ROOT], None), Listener::Service);
        assert_eq!(judged(&[me, ROOT], Some(folder.path())), Listener::Service);
        assert_eq!(judged(&[other], Some(folder.path())), stranger());
        assert_eq!(judged(&[other], Some(Path::new("/no/such/folder"))), stranger());
        assert_eq!(judged(&[ROOT, other], None), stranger(), "one of them takes the connection");
        assert_eq!(judged(&[65534], None), Listener::Unknown);
        assert_eq!(judged(&[], Some(folder.path())), Listener::Unknown);
    }
}
