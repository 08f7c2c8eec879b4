### What is said of the local service and of this device, and of the right to ask it.

## This device

me-online = Online
me-offline = Offline
me-relayed = Relayed
me-unreachable = No service

offline-title = No connection to ZeroTier’s roots
offline-text = The internet is unreachable, or UDP is blocked here.
offline-details = ZeroTier sends UDP from port 9993 and two others. A firewall or the network’s owner may block it.
relayed-title = Connected through a relay
relayed-text = A firewall blocks direct UDP, so connections are slower.
relayed-details = ZeroTier sends UDP from port 9993 and two others; they must be open outward.
deaf-title = ZeroTier has heard nobody since the computer woke up
deaf-text = It says it is online, but none of its roots answers. A restart of the service usually helps.

## The service

not-installed-title = ZeroTier isn’t installed
not-installed-text = This app controls the ZeroTier service, which isn’t on this computer yet.
unlocated-title = ZeroTier answers, and its folder wasn’t found
unlocated-text = Something on port { $port } answers like the ZeroTier service, perhaps from a container. To use it, the folder with its authtoken.secret is needed.
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
garbled-title = The service gave an unexpected answer
garbled-text = This app may be older than the service.

## Wishes that were not granted

declined-title = Access was not given
declined-text = Nothing was changed.
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
not-forgotten-title = The key couldn’t be removed from the keychain
not-forgotten-text = The keychain may be locked.

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
remedy-trust = Use it anyway

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
access-keyless = The service answers on port { $port } and wants its key.
access-looking = Looking for the service…
