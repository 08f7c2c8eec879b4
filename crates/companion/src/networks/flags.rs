//! Permissions as flags: what is allowed, and what is to be changed.

use zerotier_api::service::{Allow, AllowChange};

use crate::interface::networks::Permission;

/// Reading and setting one of four flags by its name.
pub trait Flags {
    type Flag;
    fn get(&self, permission: Permission) -> Self::Flag;
    fn set(&mut self, permission: Permission, flag: Self::Flag);
}

macro_rules! flags {
    ($type:ty, $flag:ty) => {
        impl Flags for $type {
            type Flag = $flag;
            fn get(&self, permission: Permission) -> $flag {
                match permission {
                    Permission::Managed => self.managed,
                    Permission::Global => self.global,
                    Permission::Default => self.default,
                    Permission::Dns => self.dns,
                }
            }
            fn set(&mut self, permission: Permission, flag: $flag) {
                match permission {
                    Permission::Managed => self.managed = flag,
                    Permission::Global => self.global = flag,
                    Permission::Default => self.default = flag,
                    Permission::Dns => self.dns = flag,
                }
            }
        }
    };
}

flags!(Allow, bool);

flags!(AllowChange, Option<bool>);
