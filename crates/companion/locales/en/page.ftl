### What only the page says: headings, buttons, help.

## The frame

places = Places
networks = Networks
administer = Administer
tokens = Tokens
settings = Settings
count-waits =
    { $count ->
        [one] A device waits
       *[other] { $count } devices wait
    }
count-tokens =
    { $count ->
        [one] A token needs care
       *[other] { $count } tokens need care
    }
version-of-service = ZeroTier { $version }
find-or-do = Find or do
demo = Demo: nothing is real
leave-demo = Leave demo
look-around = Look around first

## Everywhere

copy = Copy { $text }
cancel = Cancel
close = Close
back = Back
more = More
details = Details
dismiss = Dismiss
remove = Remove
remove-named = Remove { $name }
add = Add
create = Create
optional = Optional
on = On
off = Off
others =
    { $count ->
        [one] And one more
       *[other] And { $count } more
    }
fewer = Show only the first

## Networks

search = Search
search-networks = Search networks
join = Join
join-network = Join network
loading = Networks are being read
join-text = Paste a network ID or an invitation link.
clear-search = Clear the search
show-all = Show all
no-match = No match for “{ $text }”
looks-like-id = It looks like a network ID.
more-for = More for { $name }
more-of-list = More for this list
copy-address = Copy address
copy-id = Copy network ID
connect = Connect
disconnect = Disconnect
rename = Rename…
forget = Forget

## A network

addresses = Addresses
routes = Routes
via = via
directly = directly
dns = DNS
allow = Allow this network to
leave-on-quit = Disconnect on quit
leave-on-quit-help = When this app quits, not when its window closes.
invite = Invite…
invite-title = Invite to { $name }
invite-text = A phone’s camera reads this code. The link says the same.
invite-code = Code that joins { $name }
copy-link = Copy link
more-hint = MAC, MTU, bridging

## Joining and renaming

join-title = Join a network
join-label = Network ID or link
join-placeholder = 0000000000000000
rename-title = Rename “{ $name }”
rename-label = Name shown here
rename-help = Only on this computer. Left empty, the network’s own name is shown.
rename-yes = Rename

## Administering

connect-account = Connect account
connect-account-more = Connect account…
new-network = New network
new-network-more = New network…
first-account = See and approve devices
first-account-text = With a token of ZeroTier Central, its networks and members are shown here.
own-missing = The ZeroTier on this computer comes without a controller, as some builds do: networks can’t be made here. They can at ZeroTier Central, or at a controller elsewhere, with a token of theirs.
use-own-controller = Use this computer’s controller
new-token-more = Enter a new token…
read-again = Try again
remove-account-more = Remove account…
remove-account-title = Remove { $name }?
remove-account-yes = Remove account
rename-account-title = Rename { $name }
no-networks-here = No networks
show-members = Show members
show-settings = Settings
watch-network = Tell me when a device waits
all-networks = All networks
show-in-networks = Show in Networks
join-here = Join on this computer
being-deleted = It is being deleted.
network-gone = This network isn’t there
network-gone-text = It may have been deleted, or the account lost its right to see it.
network-name = Name
made-at = Made at
gives-range = Addresses
gives-range-none = None for now
delete-network = Delete network
delete-network-more = Delete network…
delete-network-title = Delete “{ $name }”?
delete-network-text = All its members lose their connection, and its settings are gone. This can’t be undone.
delete-network-label = Type { $name } to delete it

## An account

new-token-title = A new token for { $name }
token = Token
secret = Secret
token-goes = Sent to { $host } only
token-goes-both = Sent to { $host } first and, if it isn’t known there, to { $other },
token-goes-nowhere = Sent to the controller’s address only
token-goes-then = and kept in the system keychain.
account-kind = Kind
account-find = Find out
account-legacy = Central (legacy)
account-new = New Central
account-controller = Controller
account-zeroPath = ZeroPath
account-name = Name
account-base = Address
account-base-usual = The usual one
connect-account-yes = Connect
keep-unverified = Keep unverified
keep-unverified-help = It is marked until it could be asked about.
asking = Asking…

## Tokens

add-token = Add token
search-tokens = Search tokens
found-here = Found on this computer
take-found = Add
none-of-kind = None
no-end = No end date
ends = Ends
end-date = End date
last-verified = Verified
last-used = Last used
in-30-days = 30 days
in-90-days = 90 days
in-a-year = 1 year
issued-no-keys = No keys
issue-own = Which one is in use here?
issue-own-help = The one you choose is revoked in the end: a program that uses it stops working. If you aren’t sure, enter a new token by hand instead.
issue-address-help = Lower-case letters, digits, “-”, “_” and “.”.
issue-name = Name
issue-new-name = Name of the new one
issue-address = Address
issue-description = Description
rotation = Rotation
made-text = Its secret can be copied now, and never again. It is taken off the clipboard after a minute.
made-copied = Copied. Paste it within a minute: then it leaves the clipboard.
made-copy = Copy once
made-leave = Close without copying
made-done = Done
token-note-placeholder = What uses it, who made it

## Members

tab-members = Members
tab-networkSettings = Settings
filter = Filter
search-members = Search members
loading-members = Members are being read
add-member = Add member
device-address = Device address
member-name = Name
this-device = this device
no-members = No devices
no-members-text = Whoever joins with this network ID asks to be let in here.
none-all = Nobody is shown
none-waiting = Nobody is waiting.
none-allowed = Nobody is allowed
none-away = Nobody is away
none-hidden = Nobody is hidden
mark-all = Mark all
clear-marks = Clear
mark-member = Mark { $name }
column-state = State
column-name = Name
column-address = Address
column-ips = Managed IPs
column-lastSeen = Last seen
column-version = Version
column-allowed = Allowed
copy-ip = Copy IP
allow-named = Allow { $name }
allowed-named = { $name } allowed
rename-member = Rename
member-may = This member may
may-bridge = Bridge
may-bridge-help = Joins another network to this one.
may-no-auto = Skip automatic addresses
may-no-auto-help = Only the addresses above are used.
may-exempt = Skip sign-in
may-exempt-help = Connects without signing in.
add-address = Add an address
enter-adds = Enter adds it.
note = Note
note-placeholder = Where it stands, whose it is
history = History

## The settings of a network

loading-settings = Settings are being read
about-network = About
description = Description
access = Access
set-private = Private
set-private-help = Devices wait until an administrator allows them.
set-broadcast = Broadcast
set-broadcast-help = For printers and players that announce themselves.
route-target = Target of route { $number }
route-via = Gateway of route { $number }
remove-route = Remove route { $number }
no-routes = No routes
add-route = Add route
set-v4 = Give out IPv4 addresses from pools
to = to
pool-first = First address of pool { $number }
pool-last = Last address of pool { $number }
remove-pool = Remove pool { $number }
add-pool = Add pool
easy-ranges = Easy ranges
set-v6-pools = Give out IPv6 addresses from pools
set-rfc4193 = IPv6: one address each
set-rfc4193-help = RFC 4193, /128
set-six-plane = IPv6: a subnet each
set-six-plane-help = 6PLANE, /80
dns-domain = Domain
dns-servers = Servers
limits = Limits
mtu = MTU
mtu-help = 1280 to 10000
multicast = Multicast limit
multicast-help = recipients
rules = Flow rules
rules-text = Rules
rules-lines =
    { $count ->
        [0] No rules
        [one] 1 line
       *[other] { $count } lines
    }
danger = Danger
delete-this = Delete this network
delete-this-help = Its members lose their connection.
unsent = Unsent changes
discard = Discard
send = Send
sending = Sending…

## Find or do

find-placeholder = Networks, addresses, actions
find-results = Results
find-choose = choose
find-open = open
find-back = back

## The keyboard

keys-map = Keyboard shortcuts
keys-show = Show
keys-palette = Find or do
keys-join = Join a network
keys-search = Search
keys-networks = Networks
keys-administer = Administer
keys-tokens = Tokens
keys-settings = Settings
keys-copy = Copy the address shown
keys-mark-all = Mark all members
keys-rename = Rename what is selected
keys-undo = Take the last deed back
keys-close = Close the window
keys-quit = Quit
keys-move = Move in a list
keys-open = Open
keys-switch = Connect or disconnect, allow or withdraw
keys-forget = Forget or revoke
keys-menu = More for a row
keys-back = One layer back

## Settings

settings-general = General
settings-access = Access
settings-about = About
startup = Startup
start-at-login = Start at login
start-hidden = Start hidden
start-hidden-help = Only the tray icon appears.
window-and-tray = Window and tray
show-in-tray = Show in tray
tray-icon = Tray icon
tray-icon-help = Light is seen on dark panels, dark on light ones.
keep-running = Keep running when the window is closed
keep-running-help = ZeroTier itself always keeps running.
look = Look
appearance = Appearance
appearance-system = System
appearance-light = Light
appearance-dark = Dark
density = Density
density-help = Height of rows in lists.
density-comfortable = Comfortable
density-compact = Compact
language = Language
language-system = System, English
notify-when = Notify when
notify-service = The service stops or is back
notify-networks = A network connects or drops
notify-sign-in = Sign-in is about to end
notify-sign-in-help = Ten minutes before, and when it has ended.
notify-waiting = A device waits for approval
notify-tokens = A token is about to end
profiles = Profiles
profile-current = In use now.
profile-switch = Switch
profile-remove = Remove the profile { $name }
profile-save = Keep what is connected now
profile-save-help = With its permissions, under a name.
profile-replaces = The profile of this name is replaced.
profile-name = Name, like Home or Work
profile-keep = Keep
profile-replace = Replace
paste-key-instead = Paste the key instead
paste-key-terminal = In a terminal, this shows the key to an administrator:
paste-key = Key
paste-key-use = Use this key
access-key = Key
access-forget = Forget
access-service = Service
look-again = Look again
access-folder = Another service folder
access-folder-help = The folder with authtoken.secret and zerotier-one.port.
access-folder-use = Use
access-folder-usual = Use the usual one
about = Perigee
about-version = Version { $version }
about-service = Controls ZeroTier { $version }
about-licence = Free software under the Apache-2.0 or MIT licence.
about-independent = Perigee is independent of ZeroTier, Inc.
help = Help
report = Report
report-help = Versions and states for a bug report. Addresses are shortened; no key is in it.
report-copy = Copy report
log = Log
log-help = What the app did in the last few days. No key is in it.
log-open = Open log folder

## What the page and the model both say

yes = Yes
no = No
undo = Undo
allow-member = Allow
withdraw = Withdraw access
reject = Turn away
remove-member = Remove…
ask-remove-title = Remove “{ $name }”?
ask-remove-text = Its name, note and addresses are lost. If the device is still joined, it asks again.
ask-remove-yes = Remove
tokens-forget-left-over = Drop them
advice-far = It lasts more than a year. A shorter one does less harm when it gets lost.
token-id = Token ID
token-kept = Kept in
ask-forget-account-text = The account and its networks are no longer shown. The token stays valid where it was made.
