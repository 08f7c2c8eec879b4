//! Who may run the service on a Unix: whose sockets it can have.

use std::{fs, os::unix::fs::MetadataExt as _, path::Path};

use companion::desktop::Listener;
use zerotier_api::Stranger;

const ROOT: u32 = 0;

/// What sockets that listen on the service's port say of whom they belong to. Each comes with the user it belongs to,
/// and the first of somebody else's is named.
///
/// * `home`: the service's folder; whoever it belongs to may run the service, beside root.
/// * `nobody`: the user that stands for all those who can't be known from here: that two of them look the same proves
///   nothing.
pub(super) fn judge<S>(
    sockets: &[(S, u32)],
    home: Option<&Path>,
    nobody: Option<u32>,
    who: impl FnOnce(&S, u32) -> Stranger,
) -> Listener {
    let owner = home.and_then(|home| fs::metadata(home).ok()).map(|home| home.uid());
    let owner = owner.filter(|owner| Some(*owner) != nobody);
    let is_service = |uid: u32| uid == ROOT || Some(uid) == owner;
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
            judge(&sockets, Some(folder.path()), Some(nobody), |(), uid| Stranger::Of(uid.to_string()))
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
            judge(&sockets, home, Some(65534), |(), uid| Stranger::Of(uid.to_string()))
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
