### States, problems, permissions: what the model says, in window, tray and notification alike.
### How sentences are written: docs/writing.md.

## This device

me-online = Online
me-offline = Offline
me-relayed = Relayed
me-unreachable = No service

## The state of a network

state-connected = Connected
state-was-connected = Was connected
state-connected-bare = Connected, no address
state-joining = Joining…
state-connecting = Connecting…
state-disconnecting = Disconnecting…
state-unanswered = No answer yet
state-waiting = Waiting for approval
state-withdrawn = Access withdrawn
state-not-found = Not found
state-port-error = No adapter
state-too-old = Needs a newer ZeroTier
state-sign-in = Sign-in needed
state-unknown = Unknown state ({ $word })
state-off = Off

# Read aloud by screen readers: the network and its state.
row-label = { $name }, { $state }
summary = { $connected } of { $on } connected
summary-off = All off
off-text = Not connected. Its name and permissions are kept here.
unanswered-text = Its controller, { $controller }, has not answered. It may be switched off, or this device offline.
forget-off =
    { $count ->
        [one] Forget the one that is off
       *[other] Forget all { $count } that are off
    }
# Of those that match what is searched.
forget-off-found =
    { $count ->
        [one] Forget the one found that is off
       *[other] Forget the { $count } found that are off
    }
ask-forget-off-titles =
    { $count ->
        [one] Forget one network?
       *[other] Forget { $count } networks?
    }
ask-forget-off-text = The names and permissions kept here are lost. Networks that are connected stay.
ask-forget-off-yes = Forget
kind-private = Private
kind-public = Public

## What a network is allowed

allow-managed = Manage addresses and routes
allow-managed-help = Needed for most networks.
allow-managed-waits = Turns on in a moment.
no-addresses-off = None while disconnected.
no-addresses-unmanaged = None, as they aren’t managed here.
no-addresses-yet = None before it is connected.
no-addresses-given = None: its administrator can give one.
unused = not used here
unused-off = Not used here: “{ $permission }” is off.
unused-never = Not used here: ZeroTier sets no such address.
unused-dns-linux = ZeroTier sets no name servers on Linux.
unused-dns-domain = Without a domain, the servers are never used.
allow-global = Reach public addresses
allow-global-help = May assign public IPs and routes.
allow-default = Replace the default route
allow-default-help = All internet traffic goes through it.
allow-default-help-none = It offers no default route.
allow-dns = Set DNS servers
allow-dns-help = For names inside the network.
allow-dns-help-linux = ZeroTier sets none on Linux.
allow-dns-help-domain = For names like server.{ $domain }.
ask-default-route-title = Send all internet traffic through “{ $name }”?
ask-default-route-text = The connection drops if { $name } can’t reach the internet. Turning this off brings it back.
ask-default-route-yes = Replace the default route
ask-elsewhere-title = “{ $name }”?
ask-elsewhere-text = Another program than the panel has pressed this in the menu. Nothing is done by that alone.
ask-elsewhere-yes = Allow

## Technical facts

fact-controller = Controller
fact-mac = MAC address
fact-interface = Adapter
fact-mtu = MTU
fact-bridge = Bridging
fact-broadcast = Broadcast
fact-revision = Configuration
fact-port-error = Adapter code

## Joining

join-controller = Controller { $controller }. Approval may be needed.
join-ad-hoc-one = An ad-hoc network without a controller, open on port { $port }.
join-ad-hoc = An ad-hoc network without a controller, open on ports { $first } to { $last }.
join-already = “{ $name }” is already joined.
join-too-short = A network ID has 16 characters; this has { $digits }.
join-too-long = A network ID has 16 characters; this has { $digits }.
join-not-hex = A network ID has only the digits 0–9 and the letters a–f, not “{ $found }”.
join-node-address = This is the address of a device. A network ID has 16 characters.
join-no-id-in-link = There is no network ID in this link.
join-ad-hoc-ports = This ad-hoc ID ends before it begins: its last port is lower than its first.

toast-forgotten = { $name } forgotten
# Two or more networks.
toast-forgotten-many = { $count } networks forgotten
toast-copied = { $text } copied
toast-report = Report copied
toast-undone = Taken back: { $deed }

## What the desktop says by itself: as a notification, and of a second start also in a terminal

page-died-title = The window stopped twice
page-died-text = It is closed. Perigee goes on, and opens it again from the tray.
again = Perigee is already running
again-other-demo = The one that runs does not show this demo. Quit it first, or give the demo a folder of its own with --data-dir.
again-other-service =
    The one that runs does not look after the service in { $home }. Quit it first, or give this one a folder of its own
    with --data-dir.
again-silent = Perigee does not answer
again-silent-text = It is already running, as process { $process }. End that process, then start Perigee again.

## The menu of the app, on a Mac: in the system's own words

app-menu-about = About Perigee
app-menu-services = Services
app-menu-hide = Hide Perigee
app-menu-hide-others = Hide Others
app-menu-show-all = Show All
app-menu-quit = Quit Perigee
app-menu-edit = Edit
app-menu-undo = Undo
app-menu-redo = Redo
app-menu-cut = Cut
app-menu-copy = Copy
app-menu-paste = Paste
app-menu-select-all = Select All
app-menu-window = Window
app-menu-minimize = Minimize
app-menu-zoom = Zoom
app-menu-fullscreen = Enter Full Screen
app-menu-close = Close Window

## What was done last, and can be taken back

done-join = Join { $name }
done-connect = Connect { $name }
done-disconnect = Disconnect { $name }
done-forget = Forget { $name }
done-forget-many = Forget { $count } networks
done-configure = Change a permission of { $name }
done-rename = Rename { $name }
done-leave-on-quit = Disconnect { $name } on quit
done-save-profile = Keep the profile { $name }
done-remove-profile = Remove the profile { $name }
done-switch-profile = Switch to { $name }
done-prefer = Change a setting
done-watch = Tell when a device waits on { $name }
done-note = Write a note on { $name }
done-end = Change the end of { $name }
done-change-member = Change { $name }
done-discard-draft = Discard the changes to { $name }
done-allow = Allow { $name }
done-allow-many = Allow { $count } members
done-withdraw = Withdraw the access of { $name }
done-withdraw-many = Withdraw the access of { $count } members
done-reject = Turn { $name } away
done-reject-many = Turn { $count } members away
done-hide = Hide { $name }
done-hide-many = Hide { $count } members
done-unhide = Show { $name } again
done-unhide-many = Show { $count } members again

## Remedies

remedy-paste-key = Paste the key…
remedy-choose-folder = Choose the folder…
remedy-get-zerotier = Get ZeroTier
remedy-look-around = Look around first
remedy-start = Start the service
remedy-restart = Restart the service
remedy-allow-access = Allow access
remedy-read-port = Read the port again
remedy-read-key = Read the new key
remedy-new-version = Get the new version
remedy-try-again = Try again
remedy-trust = Use it anyway
remedy-copy-command = Copy command
remedy-copy-report = Copy report
remedy-copy-address = Copy address
remedy-forget = Forget
remedy-edit = Edit
remedy-sign-in = Sign in
remedy-sign-in-at = Sign in at { $host }
remedy-show = Show

## The service

not-installed-title = ZeroTier isn’t installed
not-installed-text = This app controls the ZeroTier service, which isn’t on this computer yet.
unlocated-title = ZeroTier answers, and its folder wasn’t found
unlocated-text = Something on port { $port } answers like the ZeroTier service, perhaps from a container. The folder with its authtoken.secret can be chosen in the settings.
stopped-title = The ZeroTier service is stopped
stopped-text = Networks stay offline until it runs.
stopped-text-elsewhere = The service in { $path } isn’t one that this system starts. It has to be started the way it was before.
not-allowed-title = Access to the ZeroTier service is needed
not-allowed-text = Its key, { $file }, can only be read by an administrator. Access is asked for once, and the key is kept in the system keychain.
stale-token-title = The saved key no longer fits
stale-token-text = The ZeroTier service has a new key, usually after a reinstall.
no-answer-title = The ZeroTier service isn’t answering
no-answer-text = It is running, but nothing answers on port { $port }.
moved-title = The ZeroTier service isn’t where it was
moved-text = Nothing answers on port { $port }. Either it is stopped, or it has another port by now, which only an administrator can read.
stranger-title = Another program answers on ZeroTier’s port
stranger-text = { $name } listens on port { $port } in place of the ZeroTier service. The key was not sent. End that program, or start the service on another port.
stranger-text-of = A program of { $name } listens on port { $port } in place of the ZeroTier service. The key was not sent. Have it ended, or start the service on another port.
stranger-text-stopped = The system says that the ZeroTier service is stopped, yet something answers on port { $port }. The key was not sent. Go on only if you have started ZeroTier yourself.
unproven-title = Nobody can see who answers on ZeroTier’s port
unproven-text = Something answers on port { $port }, and from here it can’t be seen which program, as inside a container. The key was not sent. Go on only if it is the ZeroTier service.
token-missing-title = The key of the ZeroTier service is missing
token-missing-text = There is no key in { $path }. The service makes a new one when it starts.
too-old-title = This ZeroTier version is too old
too-old-text = Version { $found } is installed; { $needed } or newer is needed.
odd-title = Something the service said couldn’t be read
odd-text = The rest is shown. This app may be older than the service.
odd-at-title = Something that { $name } said could not be read
odd-at-text = The rest is shown. This app may be older than what answers there.
garbled-title = The service gave an unexpected answer
garbled-text = This app may be older than the service.

## This device

offline-title = No connection to ZeroTier’s roots
offline-text = The internet is unreachable, or UDP is blocked here.
offline-details = ZeroTier sends UDP from port 9993 and two others. A firewall or the network’s owner may block it.
relayed-title = Connected through a relay
relayed-text = A firewall blocks direct UDP, so connections are slower.
relayed-details = ZeroTier sends UDP from port 9993 and two others; they must be open outward.

## Networks

waiting-title = Waiting for approval on “{ $name }”
waiting-text = An administrator must allow { $address }.
withdrawn-title = Access to “{ $name }” was withdrawn
withdrawn-text = An administrator no longer allows { $address }.
not-found-title = There is no network { $network }
not-found-text = Check the ID with whoever shared it.
adapter-title = The network adapter couldn’t be created
adapter-text = “{ $name }” needs one. Another program may block virtual adapters.
adapter-text-code = “{ $name }” needs one. Another program may block virtual adapters. (code { $code })
client-too-old-title = “{ $name }” needs a newer ZeroTier
client-too-old-text = Its controller refuses the version on this computer.
sign-in-title = “{ $name }” asks for sign-in
sign-in-text = The session has ended.
sign-in-text-first = Its members sign in with their organisation.
overlap-title = “{ $one }” and “{ $other }” both use { $route }
overlap-text = Traffic may go to the wrong one.
route-is-lan-title = “{ $name }” uses { $route }, which is also the network at { $adapter }
route-is-lan-text = Devices in one of them can’t be reached while both are connected.

## Wishes that were not granted

not-joined-title = “{ $name }” couldn’t be joined
not-joined-text = The service refused. Nothing was changed.
not-joined-text-silent = The service gave no answer, and the network isn’t there.
not-left-title = “{ $name }” couldn’t be disconnected
not-left-text = It is still connected.
not-configured-title = A permission of “{ $name }” couldn’t be changed
not-configured-text = It is as it was before.
gone-while-joining-title = The service stopped while joining “{ $name }”
gone-while-joining-text = It may have no right to create a network adapter.
no-sign-in-address-title = The sign-in page of “{ $name }” isn’t known
no-sign-in-address-text = The service has no safe address for it. Its sign-in provider may be unreachable.
declined-title = Access was not given
declined-text = Nothing was changed.
no-window-title = The window couldn’t be opened
no-window-text = The tray goes on working.
no-way-to-ask-title = This desktop can’t ask for a password
no-way-to-ask-text = This desktop has no way to ask for administrator rights.
no-way-to-ask-read-linux = This desktop has no password prompt (a polkit agent). The key can be read in a terminal and pasted instead.
no-way-to-ask-start-linux = This desktop has no password prompt (a polkit agent). In a terminal, “sudo systemctl start zerotier-one” starts the service.
unguarded-title = Administrator rights can’t be used from here
unguarded-text = Other programs could replace { $program }, so it isn’t started with administrator rights. Installed from its package, it can be.
unguarded-read = Other programs could replace { $program }, so it isn’t started with administrator rights. Installed from its package, it can be. The key can also be read in a terminal and pasted.
unguarded-start-linux = Other programs could replace { $program }, so it isn’t started with administrator rights. Installed from its package, it can be. In a terminal, “sudo systemctl start zerotier-one” starts the service.
not-read-title = The key couldn’t be read
not-read-text = Nothing was changed.
not-started-title = The service couldn’t be started
not-started-text = The system refused.
not-opened-title = No browser opened
not-opened-text = The address is { $address }.
not-copied-title = Nothing was copied
not-copied-text = The clipboard can’t be reached.
not-copied-text-by-hand = The clipboard can’t be reached. To be copied by hand: { $text }
not-forgotten-title = The key couldn’t be removed from the keychain
not-forgotten-text = The keychain may be locked.
secret-not-forgotten-title = A token couldn’t be removed from the keychain
secret-not-forgotten-text = The keychain may be locked. Tokens shows what is left there.
no-demo-title = The demo couldn’t be started
no-demo-text = Nothing was changed.
log-folder-title = The log folder couldn’t be opened
log-folder-text = No file manager answered.
no-tray-title = This desktop shows no tray icons
no-tray-text = The app closes with its window. On GNOME, the AppIndicator extension brings tray icons back.
no-tray-text-plain = The app closes with its window.

## What is kept

settings-set-aside-title = The settings couldn’t be read
settings-set-aside-text = They are kept in { $path }. What stood there starts fresh.
settings-newer-title = These settings are from a newer Perigee
settings-newer-text = They are used as far as understood. Changes made here are not kept.
settings-unreadable-title = The settings couldn’t be read
settings-unreadable-text = There is no right to read { $path }.
settings-read-only-title = Changes can’t be kept
settings-read-only-text = There is no right to write to { $path }.
settings-of-root-text = { $path } belongs to the administrator, as after a start with sudo. The copied command gives it back in a terminal.
settings-disk-full-title = Changes can’t be kept: the disk is full
settings-disk-full-text = Make room where { $path } is. Until then, changes hold until the app closes.
settings-not-saved-title = Changes can’t be kept
settings-not-saved-text = { $path } couldn’t be written.
keychain-missing-title = No keychain on this system
keychain-missing-text = Access holds until the app closes. To keep it, install a Secret Service such as GNOME Keyring.
keychain-locked-title = The keychain is locked
keychain-locked-text = Access holds until the app closes.
keychain-failed-title = The keychain didn’t take the key
keychain-failed-text = Access holds until the app closes.

## Welcome

welcome-step-password = The system asks for an administrator password.
welcome-step-file = One file is read:
welcome-step-forget = Settings › Access forgets the key again.
welcome-running = ZeroTier { $version } is running

## Settings › Access

key-empty = Nothing was pasted.
key-not-a-key = This is no key: it has blanks, several lines or too many letters.
key-another = The service has another key.
key-not-the-service = Another program answers in place of the service. The key was not sent.
key-no-answer = The service isn’t answering, so nobody can tell whether this is its key.
access-demo = This is the demo: no key is needed.
access-service-home = The key is read from { $path }.
access-user-copy = The key is read from a copy, { $path }.
access-keychain = The key is kept in the system keychain.
access-memory = The key is held until the app closes.
access-none = No key is known.
access-answers = The service answers on port { $port }.
access-answers-trusted = Whoever answers on port { $port } is used as the service, on your word.
access-silent = Nothing usable answers on port { $port }.
access-looking = Looking for the service…

## Tray

tray-online = ZeroTier — online
tray-offline = ZeroTier — offline
tray-looking = ZeroTier — looking for the service
tray-unreachable = ZeroTier — not reachable
tray-tooltip = ZeroTier — { $summary }
tray-tooltip-off = ZeroTier — all networks off
tray-problem = ⚠ { $title }
tray-more = More networks
# A network in the menu: its name, and its address or state.
tray-network = { $name }   { $detail }
tray-copy = Copy { $text }
tray-copy-id = Copy network ID
tray-allow = Allow this network to
# What was pressed in the submenu of a network, and that network.
tray-of-network = { $name } ({ $network })
tray-connect = Connect
tray-disconnect = Disconnect
tray-copy-own = Copy my address   { $address }
tray-exit = Route internet traffic through { $name }
tray-join = Join network…
tray-open = Open
tray-settings = Settings…
tray-quit = Quit
tray-profiles = Profiles
# A profile in the menu: its name, and what switching to it changes.
tray-profile = { $name }   { $changes }

## Profiles: what switching to one would change

profile-connects = Connects { $name }
profile-disconnects = Disconnects { $name }
profile-allows = Allows { $name }: { $permission }
profile-denies = No longer allows { $name }: { $permission }

## Notifications

news-connected = { $name } connected
news-dropped = { $name } dropped out
news-approved = { $name } allows this device
news-withdrawn = Access to { $name } was withdrawn
news-service-back = The ZeroTier service is back
# Two or more networks, never one.
news-many-connected = { $count } networks connected
news-many-dropped = { $count } networks dropped out
news-many-approved = { $count } networks allow this device
news-many-withdrawn = Access to { $count } networks was withdrawn
news-many-sign-in-ends = The sign-in to { $count } networks ends soon
news-many-sign-in-ended = { $count } networks ask for sign-in
news-many-wait = { $count } networks wait for approval
news-many-names = { $names } and { $count } more
news-sign-in-ends = The sign-in to { $name } ends soon
news-sign-in-ended = { $name } asks for sign-in
sign-in-ends-minutes =
    { $count ->
        [one] Sign-in ends in a minute
       *[other] Sign-in ends in { $count } minutes
    }
sign-in-ends-hours =
    { $count ->
        [one] Sign-in ends in an hour
       *[other] Sign-in ends in { $count } hours
    }
sign-in-ends-days =
    { $count ->
        [one] Sign-in ends in a day
       *[other] Sign-in ends in { $count } days
    }

# In a row, behind the state: as short as can be.
sign-in-left-minutes = { $count } min left
sign-in-left-hours = { $count } h left
sign-in-left-days = { $count } d left

deaf-title = ZeroTier has heard nobody since the computer woke up
deaf-text = It says it is online, but none of its roots answers. A restart of the service usually helps.
link-misread-title = This link names no network
link-misread-text = Nothing was joined. The link was { $text }
autostart-title = Starting at login couldn’t be changed
autostart-text = The system’s autostart folder can’t be written to.

## Find or do

palette-join = Join a network…
palette-networks = Go to Networks
palette-undo = Undo: { $deed }
palette-show = Show { $name }, { $state }
palette-copy-address = Copy address of { $name }
palette-copy-id = Copy network ID of { $name }
palette-copy-own = Copy this device’s address
palette-connect = Connect { $name }
palette-disconnect = Disconnect { $name }
palette-forget = Forget { $name }
palette-allow = Allow “{ $permission }” on { $name }
palette-deny = Stop allowing “{ $permission }” on { $name }
palette-profile = Switch to { $name }
palette-general = Go to Settings › General
palette-access = Go to Settings › Access
palette-about = Go to Settings › About
palette-light = Use the light appearance
palette-dark = Use the dark appearance
palette-system = Use the system’s appearance
palette-compact = Make rows compact
palette-comfortable = Make rows comfortable
palette-report = Copy report
palette-log = Open the log folder
palette-quit = Quit Perigee

# Other words people type for the same; never shown.
palette-join-also = add new enter network connect
palette-networks-also = list home start
palette-administer-also = approve admit manage controller central
palette-tokens-also = keys credentials secrets passwords
palette-account-also = add log in sign in login central controller token
palette-members-also = devices approve admit waiting
palette-network-settings-also = edit change routes pools dns addresses private public rules delete
palette-show-also = open details inspect
palette-copy-address-also = ip clipboard
palette-copy-id-also = nwid clipboard share
palette-copy-own-also = node id zerotier clipboard
palette-connect-also = join enter turn on enable start
palette-disconnect-also = leave quit exit turn off disable stop drop
palette-forget-also = leave quit delete remove erase drop
palette-allow-also = permit enable turn on give
palette-deny-also = forbid disable turn off remove take
palette-profile-also = profile change set
palette-general-also = preferences options notifications language tray startup autostart
palette-access-also = key token password authtoken permission
palette-about-also = version licence license help update
palette-light-also = theme mode bright day colours colors
palette-dark-also = theme mode night black colours colors
palette-system-also = theme mode automatic
palette-compact-also = density small dense tight
palette-comfortable-also = density large big roomy
palette-report-also = bug problem diagnostics support
palette-log-also = logs diagnostics support
palette-quit-also = exit close end stop leave
