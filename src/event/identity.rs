//! Which container a task is in: the description that travels in events.

/// Stands for an [`Identity`] that was announced by an event before. Small, so that each task can carry one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityId(pub u32);

impl IdentityId {
    /// The host: no container. Announced by no event.
    pub const HOST: IdentityId = IdentityId(0);
}

/// Where a task is, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Where the task is.
    pub place: Place,
    /// What the place was read from.
    pub proof: Proof,
    /// Whether a look-up of the container's metadata is under way: exactly one more announcement of this
    /// identity with `pending` false follows, whether something was found or not.
    pub pending: bool,
}

impl Identity {
    /// The host, proved by a cgroup text.
    pub const HOST: Identity = Identity { place: Place::Host, proof: Proof::Cgroup, pending: false };

    /// The container, if the task is in one.
    pub fn container(&self) -> Option<&Container> {
        self.place.container()
    }
}

/// Where a task is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In no container.
    Host,
    /// In this one.
    Container(Box<Container>),
    /// In a cgroup that matches no known layout and is not one of the system's own.
    Unknown {
        /// The cgroup's path as the kernel shows it.
        path: Vec<u8>,
    },
}

impl Place {
    /// The container, if it is one.
    pub fn container(&self) -> Option<&Container> {
        match self {
            Place::Container(container) => Some(container),
            _ => None,
        }
    }
}

/// How an identity is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// From `/proc/TID/cgroup`.
    Cgroup,
    /// From `/proc/TID/mountinfo` or another sign of the task's namespaces.
    Mountinfo,
    /// From the task that made it, since its own signs could not be read.
    Inherited,
    /// By nothing.
    Unknown,
}

/// A container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Container {
    /// The runtime's name in lower case (`docker`, `podman`, `containerd`, `cri-o`, `lxc` …); `unknown` where the
    /// layout does not tell.
    pub runtime: &'static str,
    /// The full id, or for runtimes without ids the name, as it stands in the cgroup's path.
    pub id: String,
    /// The pod that it belongs to.
    pub pod: Option<Pod>,
    /// What a runtime or its files told, or nothing yet.
    pub metadata: Metadata,
    /// The containers that this one is inside of, the nearest first.
    pub outer: Vec<Container>,
}

impl Container {
    /// The id cut to the 12 characters that the runtimes' own tools show.
    pub fn short_id(&self) -> &str {
        let end = self.id.char_indices().nth(12).map_or(self.id.len(), |(index, _)| index);
        &self.id[..end]
    }
}

/// What a runtime knows about a container beyond its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Metadata {
    /// The container's name, never invented from the id.
    pub name: Option<String>,
    /// The image as the user named it.
    pub image: Option<String>,
    /// Labels, in the runtime's order.
    pub labels: Vec<(String, String)>,
}

/// A pod: Kubernetes' or podman's; a task of ECS stands for one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pod {
    /// The uid (Kubernetes) or id (podman), as it stands in the cgroup's path, `_` read as `-`.
    pub uid: String,
    /// Its name.
    pub name: Option<String>,
    /// Its Kubernetes namespace.
    pub namespace: Option<String>,
}
