//! Answers what panels ask, one call after the other.
//!
//! Panels ask for several things at once and take the answers for what they asked first: the library most of them read
//! menus with (libdbusmenu) leaves submenus empty if answers come in another order. So there is one loop, and in it calls
//! and paintings take their turns: what was said before a signal was true before it.

use std::{collections::HashMap, time::Duration};

use futures_util::StreamExt as _;
use tauri::Theme;
use tokio::{sync::watch, time::timeout};
use zbus::{
    Connection, Message, MessageStream,
    message::{Flags, Type as Kind},
    names::{InterfaceName, MemberName},
    zvariant::{ObjectPath, OwnedValue, Value},
};

use super::{
    ITEM, MENU,
    item::{self, Item},
    menu::{self, Menu, ROOT},
    on_dark_panel, panel,
};
use crate::tray::{Ink, Painting, Paintings, Pointer};

const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
const INTROSPECTABLE: &str = "org.freedesktop.DBus.Introspectable";
const PEER: &str = "org.freedesktop.DBus.Peer";

/// A menu is not kept waiting longer than this for what is so now; it is told later then.
const LOOKS_WITHIN: Duration = Duration::from_millis(250);

pub(super) struct Answering {
    bus: Connection,
    calls: MessageStream,
    paintings: Paintings,
    scheme: watch::Receiver<Option<Theme>>,
    pointer: Pointer,
    item: Item,
    menu: Menu,
}

/// Why a call has no answer, by the bus's own names.
enum Refused {
    UnknownMethod,
    UnknownObject,
    UnknownProperty,
    ReadOnly,
    InvalidArgs(String),
}

/// What a call is answered with.
enum Answer {
    Reply(Message),
    Refused(Refused),
}

impl Answering {
    /// The first painting is in place when this returns: whoever asks finds an item that is drawn.
    pub(super) async fn new(
        bus: &Connection,
        scheme: watch::Receiver<Option<Theme>>,
        paintings: Paintings,
        pointer: Pointer,
    ) -> zbus::Result<Self> {
        let (bus, calls) = (bus.clone(), MessageStream::from(bus));
        let (item, menu) = (Item::default(), Menu::default());
        let mut answering = Self { bus, calls, paintings, scheme, pointer, item, menu };
        answering.paint().await?;
        Ok(answering)
    }

    /// Until the app ends, or the bus.
    pub(super) async fn run(mut self) -> zbus::Result<()> {
        loop {
            tokio::select! {
                call = self.calls.next() => match call {
                    Some(call) => self.take(&call?).await?,
                    None => return Ok(()),
                },
                more = self.paintings.changed() => {
                    if !more {
                        return Ok(());
                    }
                    self.paint().await?;
                }
                changed = self.scheme.changed() => {
                    if changed.is_err() {
                        return Ok(());
                    }
                    self.paint().await?;
                }
            }
        }
    }

    /// Tells panels only what differs. Says whether the menu does.
    async fn paint(&mut self) -> zbus::Result<bool> {
        let dark = on_dark_panel(*self.scheme.borrow_and_update());
        let painting = self.paintings.newest();
        let seen = painting.as_ref().map(|painting| {
            let Painting { icon, tone, tooltip, .. } = painting;
            (*icon, Ink::on(dark, *tone), tooltip.as_str())
        });
        for (signal, argument) in self.item.paint(seen) {
            match argument {
                Some(argument) => self.signal(ITEM, item::INTERFACE, signal, &argument).await?,
                None => self.signal(ITEM, item::INTERFACE, signal, &()).await?,
            }
        }
        let Some(painting) = painting else { return Ok(false) };
        let changes = self.menu.paint(painting.nodes);
        let differs = changes != menu::Changes::default();
        if !changes.updated.is_empty() || !changes.removed.is_empty() {
            let told = (changes.updated, changes.removed);
            self.signal(MENU, menu::INTERFACE, "ItemsPropertiesUpdated", &told).await?;
        }
        for layout in changes.layouts {
            self.signal(MENU, menu::INTERFACE, "LayoutUpdated", &layout).await?;
        }
        Ok(differs)
    }

    async fn signal<B>(&self, path: &str, interface: &str, name: &str, body: &B) -> zbus::Result<()>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        self.bus.emit_signal(None::<&str>, path, interface, name, body).await
    }

    async fn take(&mut self, call: &Message) -> zbus::Result<()> {
        if call.message_type() != Kind::MethodCall {
            return Ok(());
        }
        let answer = self.answer(call).await?;
        if call.primary_header().flags().contains(Flags::NoReplyExpected) {
            return Ok(());
        }
        match answer {
            Answer::Reply(reply) => self.bus.send(&reply).await,
            Answer::Refused(refused) => {
                let (name, said) = refused.told();
                self.bus.reply_error(&call.header(), name, &said).await
            }
        }
    }

    async fn answer(&mut self, call: &Message) -> zbus::Result<Answer> {
        let header = call.header();
        let path = header.path().map(ObjectPath::as_str).unwrap_or_default();
        let interface = header.interface().map(InterfaceName::as_str).unwrap_or_default();
        let member = header.member().map(MemberName::as_str).unwrap_or_default();
        match (path, interface, member) {
            (_, PEER, "Ping") => reply(call, &()),
            (_, INTROSPECTABLE, "Introspect") => match description(path) {
                Some(text) => reply(call, &text),
                None => Ok(Answer::Refused(Refused::UnknownObject)),
            },
            (ITEM | MENU, PROPERTIES, _) => self.answer_properties(call, path, member),
            (ITEM, item::INTERFACE, _) => self.answer_item(call, member),
            (MENU, menu::INTERFACE, _) => self.answer_menu(call, member).await,
            (ITEM | MENU, ..) => Ok(Answer::Refused(Refused::UnknownMethod)),
            _ => Ok(Answer::Refused(Refused::UnknownObject)),
        }
    }

    fn answer_properties(&self, call: &Message, path: &str, member: &str) -> zbus::Result<Answer> {
        let of = |interface: &str| match (path, interface) {
            (ITEM, item::INTERFACE) => self.item.properties(),
            (MENU, menu::INTERFACE) => Menu::own_properties(),
            _ => HashMap::new(),
        };
        match member {
            "GetAll" => match call.body().deserialize::<&str>() {
                Ok(interface) => reply(call, &of(interface)),
                Err(error) => Ok(misread(&error)),
            },
            "Get" => match call.body().deserialize::<(&str, &str)>() {
                Ok((interface, name)) => match of(interface).remove(name) {
                    Some(value) => reply(call, &value),
                    None => Ok(Answer::Refused(Refused::UnknownProperty)),
                },
                Err(error) => Ok(misread(&error)),
            },
            "Set" => Ok(Answer::Refused(Refused::ReadOnly)),
            _ => Ok(Answer::Refused(Refused::UnknownMethod)),
        }
    }

    fn answer_item(&self, call: &Message, member: &str) -> zbus::Result<Answer> {
        match member {
            // A double click, where the panel has one; else its menu is shown.
            "Activate" | "SecondaryActivate" => {
                self.pointer.opened();
                reply(call, &())
            }
            // The panel shows the menu; to scroll on the icon means nothing.
            "ContextMenu" | "Scroll" => reply(call, &()),
            _ => Ok(Answer::Refused(Refused::UnknownMethod)),
        }
    }

    async fn answer_menu(&mut self, call: &Message, member: &str) -> zbus::Result<Answer> {
        let body = call.body();
        let unknown = |id: i32| Ok(Answer::Refused(Refused::InvalidArgs(format!("there is no item {id}"))));
        match member {
            "GetLayout" => match body.deserialize::<(i32, i32, Vec<String>)>() {
                Ok((parent, depth, wanted)) => match self.menu.layout(parent, depth, &wanted) {
                    Some(layout) => reply(call, &layout),
                    None => unknown(parent),
                },
                Err(error) => Ok(misread(&error)),
            },
            "GetGroupProperties" => match body.deserialize::<(Vec<i32>, Vec<String>)>() {
                Ok((ids, wanted)) => reply(call, &self.menu.group(&ids, &wanted)),
                Err(error) => Ok(misread(&error)),
            },
            "GetProperty" => match body.deserialize::<(i32, &str)>() {
                Ok((id, name)) => match self.menu.property(id, name) {
                    Some(value) => reply(call, &value),
                    None => unknown(id),
                },
                Err(error) => Ok(misread(&error)),
            },
            "Event" => match body.deserialize::<(i32, &str, Value<'_>, u32)>() {
                Ok((id, event, ..)) => {
                    self.happened(call, id, event).await;
                    reply(call, &())
                }
                Err(error) => Ok(misread(&error)),
            },
            "EventGroup" => match body.deserialize::<Vec<(i32, String, OwnedValue, u32)>>() {
                Ok(events) => {
                    for (id, event, ..) in &events {
                        self.happened(call, *id, event).await;
                    }
                    reply(call, &Vec::<i32>::new())
                }
                Err(error) => Ok(misread(&error)),
            },
            "AboutToShow" => match body.deserialize::<i32>() {
                Ok(id) => {
                    let differs = id == ROOT && self.look().await?;
                    reply(call, &differs)
                }
                Err(error) => Ok(misread(&error)),
            },
            "AboutToShowGroup" => match body.deserialize::<Vec<i32>>() {
                Ok(ids) => {
                    let differs = ids.contains(&ROOT) && self.look().await?;
                    let (known, unknown): (Vec<i32>, Vec<i32>) = ids.iter().partition(|id| self.menu.has(**id));
                    let updates: Vec<i32> = known.into_iter().filter(|_| differs).collect();
                    reply(call, &(updates, unknown))
                }
                Err(error) => Ok(misread(&error)),
            },
            _ => Ok(Answer::Refused(Refused::UnknownMethod)),
        }
    }

    async fn happened(&self, call: &Message, id: i32, event: &str) {
        if event == "clicked" {
            self.pointer.pressed(id, async || self.is_panels(call).await).await;
        }
    }

    /// It comes from the program that shows what is registered.
    async fn is_panels(&self, call: &Message) -> bool {
        let header = call.header();
        let Some(sender) = header.sender() else { return false };
        panel::is_one(&self.bus, sender).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "whose press it was is not known");
            false
        })
    }

    /// Whoever opens the menu reads what is so now. Says whether it is another than before.
    async fn look(&mut self) -> zbus::Result<bool> {
        let looked = timeout(LOOKS_WITHIN, self.pointer.looks()).await;
        if looked.is_err() {
            tracing::debug!("the menu is shown as it was: nobody has answered yet");
        }
        self.paint().await
    }
}

fn reply<B>(call: &Message, body: &B) -> zbus::Result<Answer>
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    Ok(Answer::Reply(Message::method_return(&call.header())?.build(body)?))
}

fn misread(error: &zbus::Error) -> Answer {
    Answer::Refused(Refused::InvalidArgs(error.to_string()))
}

impl Refused {
    /// The error's name and a sentence.
    fn told(self) -> (&'static str, String) {
        match self {
            Self::UnknownMethod => ("org.freedesktop.DBus.Error.UnknownMethod", "there is no such method".into()),
            Self::UnknownObject => ("org.freedesktop.DBus.Error.UnknownObject", "there is no such object".into()),
            Self::UnknownProperty => ("org.freedesktop.DBus.Error.UnknownProperty", "there is no such property".into()),
            Self::ReadOnly => ("org.freedesktop.DBus.Error.PropertyReadOnly", "nothing here can be set".into()),
            Self::InvalidArgs(said) => ("org.freedesktop.DBus.Error.InvalidArgs", said),
        }
    }
}

/// What is at this path, in the words of the bus; none if nothing is.
fn description(path: &str) -> Option<String> {
    const STANDARD: &str = include_str!("standard.xml");
    let inside = match path {
        "/" => "<node name=\"StatusNotifierItem\"/>".into(),
        ITEM => format!("{STANDARD}{}<node name=\"Menu\"/>", item::DESCRIPTION),
        MENU => format!("{STANDARD}{}", menu::DESCRIPTION),
        _ => return None,
    };
    Some(format!("<node>\n{inside}</node>\n"))
}
