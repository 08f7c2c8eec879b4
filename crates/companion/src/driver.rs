//! The one loop: take an event, run `update`, start the effects, publish the view if it differs.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::{
    sync::{mpsc, oneshot, watch},
    time::{Instant, sleep_until},
};

use crate::{
    app::{
        event::Event,
        menu::menu,
        news::notification,
        pace,
        state::State,
        update::update,
        view::{View, view},
    },
    desktop::Desktop,
    interface::{action::Action, menu::Menu, tokens::Entrusted},
    kernel::{
        moment::{Now, Os},
        words::Words,
    },
    ports::{
        answer::Answer,
        effect::{Deed, Effect},
    },
    world::World,
};

/// What the loop starts with.
pub struct Start {
    pub desktop: Arc<dyn Desktop>,
    pub os: Os,
    /// The calendar: what time it is, whoever asks.
    pub clock: fn() -> SystemTime,
    /// The desktop already has the simulator in the service's place.
    pub demo: bool,
}

/// The way to the loop, for window, tray and desktop.
#[derive(Clone)]
pub struct Handle {
    inbox: mpsc::UnboundedSender<Message>,
    views: watch::Receiver<Arc<View>>,
    menus: watch::Receiver<Arc<Menu>>,
}

struct Message {
    event: Event,
    /// The world an answer comes from; none if it is no answer.
    world: Option<u32>,
    done: Option<Done>,
}

/// Who waits for an event to have come to something.
struct Done {
    told: oneshot::Sender<()>,
    when: When,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// The view that follows the event is published.
    Published,
    /// So is what is being read of the service.
    Read,
}

impl Handle {
    /// Sends a wish. Returns when the view that follows it is published.
    pub async fn dispatch(&self, action: Action) {
        self.send(Event::Action(action), When::Published).await;
    }

    /// Hands over a token somebody typed. Returns when the view that follows is published.
    pub async fn entrust(&self, entrusted: Entrusted) {
        self.send(Event::Entrusted(Box::new(entrusted)), When::Published).await;
    }

    /// Somebody looks: what is so is read now. Returns when it is published.
    pub async fn look(&self) {
        self.send(Event::Action(Action::LookAgain), When::Read).await;
    }

    async fn send(&self, event: Event, when: When) {
        let (told, over) = oneshot::channel();
        // A loop that has ended answers nobody; the app is going down then.
        if self.inbox.send(Message { event, world: None, done: Some(Done { told, when }) }).is_ok() {
            over.await.ok();
        }
    }

    /// Tells what happened.
    pub fn tell(&self, event: Event) {
        self.inbox.send(Message { event, world: None, done: None }).ok();
    }

    /// The view now and each that follows.
    pub fn views(&self) -> watch::Receiver<Arc<View>> {
        self.views.clone()
    }

    /// The tray's menu now and each that follows.
    pub fn menus(&self) -> watch::Receiver<Arc<Menu>> {
        self.menus.clone()
    }
}

/// Starts the loop on this runtime. It ends with the last [`Handle`].
pub fn start(start: Start) -> Handle {
    let (inbox, events) = mpsc::unbounded_channel();
    let mut state = State::new(start.os);
    state.service.demo = start.demo;
    let words = Words::in_language(None);
    let (views, seen) = watch::channel(Arc::new(view(&state, &words)));
    let (menus, painted) = watch::channel(Arc::new(menu(&state, &words)));
    let handle = Handle { inbox, views: seen, menus: painted };
    handle.tell(Event::Start);
    let driver = Driver {
        state,
        words,
        language: None,
        world: Arc::new(World::new(Arc::clone(&start.desktop))),
        world_number: 0,
        desktop: start.desktop,
        waiting: Vec::new(),
        inbox: handle.inbox.downgrade(),
        views,
        menus,
        started: Instant::now(),
        clock: start.clock,
        seen: Now { since_start: Duration::ZERO, unix_ms: unix_ms((start.clock)()) },
    };
    tokio::spawn(driver.run(events));
    handle
}

struct Driver {
    state: State,
    words: Words,
    /// The language the words were made for.
    language: Option<String>,
    world: Arc<World>,
    /// Counts the worlds: the person's own, the demo, the own again.
    world_number: u32,
    desktop: Arc<dyn Desktop>,
    /// Whoever wants to know when reading is over.
    waiting: Vec<oneshot::Sender<()>>,
    inbox: mpsc::WeakUnboundedSender<Message>,
    views: watch::Sender<Arc<View>>,
    menus: watch::Sender<Arc<Menu>>,
    started: Instant,
    clock: fn() -> SystemTime,
    /// When it was last looked at the clock.
    seen: Now,
}

/// Nothing is worth waking for in a hundred years, and no clock counts further.
const LONGEST_WAIT: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The wall clock goes on while a machine sleeps, the other one stands still.
const SLEPT_MS: i64 = 20_000;

impl Driver {
    async fn run(mut self, mut events: mpsc::UnboundedReceiver<Message>) {
        loop {
            let due = pace::due(&self.state).map(|due| self.started + due.min(LONGEST_WAIT));
            let message = tokio::select! {
                message = events.recv() => message,
                () = sleep_until(due.unwrap_or(self.started)), if due.is_some() => {
                    Some(Message { event: Event::Tick, world: None, done: None })
                }
            };
            let Some(Message { event, world, done }) = message else { return };
            // What was asked of another world says nothing about this one.
            if world.is_some_and(|world| world != self.world_number) {
                continue;
            }
            if matches!(&event, Event::Answer(answer) if matches!(**answer, Answer::Staged { .. })) {
                self.world_number += 1;
                self.world = Arc::new(World::new(Arc::clone(&self.desktop)));
            }
            let now = self.now();
            let slept = has_slept(self.seen, now);
            self.seen = now;
            let woke = slept.then_some(Event::Woke);
            for event in woke.into_iter().chain([event]) {
                for effect in update(&mut self.state, event, now) {
                    self.start(effect);
                }
            }
            self.publish();
            self.answer(done);
        }
    }

    /// Tells those who wait for what is so by now. Whoever asked may be gone.
    fn answer(&mut self, done: Option<Done>) {
        match done {
            Some(Done { told, when: When::Published }) => {
                told.send(()).ok();
            }
            Some(Done { told, when: When::Read }) => self.waiting.push(told),
            None => {}
        }
        if self.state.service.reading.is_none() {
            self.waiting.drain(..).for_each(|told| {
                told.send(()).ok();
            });
        }
    }

    fn now(&self) -> Now {
        Now { since_start: self.started.elapsed(), unix_ms: unix_ms((self.clock)()) }
    }

    /// Starts an effect beside the loop; its answer comes back as an event.
    fn start(&self, effect: Effect) {
        match effect {
            Effect::Ask(question) => {
                let Some(question) = self.world.prepare(question) else { return };
                let world = Arc::clone(&self.world);
                let (inbox, number) = (self.inbox.clone(), Some(self.world_number));
                let meanwhile = move |answer: Answer| {
                    if let Some(inbox) = inbox.upgrade() {
                        inbox.send(Message { event: answer.into(), world: number, done: None }).ok();
                    }
                };
                self.answer_with(async move { world.answer(question, meanwhile).await });
            }
            Effect::Do(deed) => self.perform(deed),
            Effect::Tell(news) => {
                self.perform(Deed::Notify(Box::new(notification(news, &self.state, &self.words))));
            }
        }
    }

    fn perform(&self, deed: Deed) {
        let desktop = Arc::clone(&self.desktop);
        self.answer_with(async move { desktop.perform(deed).await });
    }

    fn answer_with(&self, work: impl Future<Output = Option<Answer>> + Send + 'static) {
        let (inbox, world) = (self.inbox.clone(), Some(self.world_number));
        tokio::spawn(async move {
            if let (Some(answer), Some(inbox)) = (work.await, inbox.upgrade()) {
                inbox.send(Message { event: answer.into(), world, done: None }).ok();
            }
        });
    }

    fn publish(&mut self) {
        if self.language != self.state.frame.preferences.language {
            self.language.clone_from(&self.state.frame.preferences.language);
            self.words = Words::in_language(self.language.as_deref());
        }
        replace(&self.views, view(&self.state, &self.words));
        replace(&self.menus, menu(&self.state, &self.words));
    }
}

fn unix_ms(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(since).unwrap_or(i64::MAX)
}

/// Much more time has passed by the calendar than the app has lived through: not every system tells that it woke up.
fn has_slept(before: Now, now: Now) -> bool {
    let lived = now.since_start.saturating_sub(before.since_start).as_millis();
    let passed = now.unix_ms.saturating_sub(before.unix_ms);
    passed.saturating_sub(i64::try_from(lived).unwrap_or(i64::MAX)) > SLEPT_MS
}

/// Nobody is told of a picture that equals the one before.
fn replace<T: PartialEq>(shown: &watch::Sender<Arc<T>>, new: T) {
    shown.send_if_modified(|shown| {
        let differs = **shown != new;
        if differs {
            *shown = Arc::new(new);
        }
        differs
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_told_from_a_wait() {
        let at = |seconds, unix_ms| Now { since_start: Duration::from_secs(seconds), unix_ms };
        assert!(!has_slept(at(0, 1_000), at(30, 31_000)), "thirty seconds of waiting");
        assert!(has_slept(at(30, 31_000), at(31, 3_600_000)), "an hour of sleep");
        assert!(!has_slept(at(30, 3_600_000), at(31, 31_000)), "a clock that was put back");
    }
}
