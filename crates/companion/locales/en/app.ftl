### What is said of everything at once: menu, palette, undoing, notifications, the settings file.

## Tray

tray-online = ZeroTier — online
tray-offline = ZeroTier — offline
tray-looking = ZeroTier — looking for the service
tray-unreachable = ZeroTier — not reachable
tray-tooltip = ZeroTier — { $summary }
tray-tooltip-off = ZeroTier — all networks off
tray-problem = ⚠ { $title }
tray-more = More networks
# What was pressed in the submenu of a network, and that network.
tray-of-network = { $name } ({ $network })
ask-elsewhere-title = “{ $name }”?
ask-elsewhere-text = Another program than the panel has pressed this in the menu. Nothing is done by that alone.
ask-elsewhere-yes = Allow
tray-copy-own = Copy my address   { $address }
tray-join = Join network…
tray-open = Open
tray-settings = Settings…
tray-quit = Quit
tray-waiting =
    { $count ->
        [one] A device waits for approval
       *[other] { $count } devices wait for approval
    }
tray-allow-member = Allow “{ $name }” on { $network }
tray-show-all = Show all

## Find or do

palette-join = Join a network…
palette-networks = Go to Networks
palette-administer = Go to Administer
palette-members = Show members of { $name }
palette-network-settings = Settings of the network { $name }
palette-account = Connect an account…
palette-tokens = Go to Tokens
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
news-waits = { $name } waits for approval
news-device-waits = “{ $name }” waits on { $network }
news-devices-wait = { $count } devices wait on { $network }
news-token-ends = The token “{ $name }” ends { $ends }
news-tokens-end = { $count } tokens end soon or have ended
news-token-ended = The token “{ $name }” ended { $ends }

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

## What was just done

toast-forgotten = { $name } forgotten
# Two or more networks.
toast-forgotten-many = { $count } networks forgotten
toast-copied = { $text } copied
toast-report = Report copied
toast-undone = Taken back: { $deed }

## Remedies

remedy-try-again = Try again
remedy-copy-command = Copy command
remedy-copy-report = Copy report
remedy-show = Show

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

## The demo

no-demo-title = The demo couldn’t be started
no-demo-text = Nothing was changed.
