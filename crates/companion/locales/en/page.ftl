### The sentences of the page: headings, buttons, help. States and problems are in model.ftl.

## The frame

places = Places
networks = Networks
settings = Settings
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
first-network = Join your first network
first-network-text = Paste a network ID or an invitation link.
clear-search = Clear the search
show-all = Show all
no-match = No match for “{ $text }”
looks-like-id = It looks like a network ID.
more-for = More for { $name }
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
keys-settings = Settings
keys-copy = Copy the address shown
keys-rename = Rename the selected network
keys-forget = Forget the selected network
keys-close = Close the window
keys-quit = Quit
keys-move = Move in a list
keys-open = Open
keys-switch = Connect or disconnect
keys-menu = More for a network
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
notify-networks = A network connects or drops
notify-sign-in = Sign-in is about to end
notify-sign-in-help = Ten minutes before, and when it has ended.
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
