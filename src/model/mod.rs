//! Who exists, what their descriptors refer to, and where they are: rebuilt from events alone.

use crate::event::{Batch, Gone, Identity, IdentityId, Kind, Tid};
use crate::types::Descriptors;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A task.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its tid.
    pub tid: Tid,
    /// Its thread group.
    pub thread_group: Tid,
    /// The task that made it; 0 when unknown.
    pub parent: Tid,
    /// Its name.
    pub comm: Vec<u8>,
    /// Where it is.
    pub identity: IdentityId,
    /// Whether that was said of the task itself, and is not only where its parent was.
    pub placed: bool,
}

/// All that events told.
#[derive(Debug)]
pub struct Model {
    tasks: FxHashMap<Tid, Task>,
    identities: FxHashMap<IdentityId, Arc<Identity>>,
    host: Arc<Identity>,
    /// For each thread group, what its descriptors refer to.
    descriptors: FxHashMap<Tid, FxHashMap<i32, Target>>,
    unknown: Task,
}

#[derive(Clone, Debug, Default)]
struct Target {
    target: Vec<u8>,
    detail: Vec<u8>,
}

impl Default for Model {
    fn default() -> Model {
        Model {
            tasks: FxHashMap::default(),
            identities: FxHashMap::default(),
            host: Arc::new(Identity::HOST),
            descriptors: FxHashMap::default(),
            unknown: Task {
                tid: 0,
                thread_group: 0,
                parent: 0,
                comm: Vec::new(),
                identity: IdentityId::HOST,
                placed: false,
            },
        }
    }
}

impl Model {
    /// Takes in what an event says, except for the end of a task, which is [`Model::forget`]'s: outputs still want to know who it was.
    pub fn apply(&mut self, tid: Tid, kind: &Kind, batch: &Batch) {
        match kind {
            Kind::Task(met) => {
                let parent = self.tasks.get(&met.parent);
                let comm = match batch.get(met.comm) {
                    [] => parent.map(|parent| parent.comm.clone()).unwrap_or_default(),
                    comm => comm.to_vec(),
                };
                let identity = parent.map_or(IdentityId::HOST, |parent| parent.identity);
                let task =
                    Task { tid, thread_group: met.thread_group, parent: met.parent, comm, identity, placed: false };
                self.tasks.insert(tid, task);
            }
            Kind::Born(born) => {
                if let Some(child) = self.tasks.get_mut(&born.child) {
                    (child.parent, child.thread_group) = (tid, born.thread_group);
                }
            }
            Kind::Exec(exec) => {
                if exec.former != tid
                    && let Some(mut caller) = self.tasks.remove(&exec.former)
                {
                    caller.tid = tid;
                    self.tasks.insert(tid, caller);
                }
                if let Some(task) = self.tasks.get_mut(&tid) {
                    task.comm = batch.get(exec.comm).to_vec();
                }
            }
            Kind::Placed(identity) => {
                if let Some(task) = self.tasks.get_mut(&tid) {
                    (task.identity, task.placed) = (*identity, true);
                }
            }
            Kind::Identity(id, identity) => {
                // An answer can overtake the announcement that it is the answer to: what is known is never made unknown again.
                if !identity.pending || !self.identities.contains_key(id) {
                    self.identities.insert(*id, Arc::new((**identity).clone()));
                }
            }
            Kind::Descriptor(descriptor) => {
                let group = self.task(tid).thread_group;
                let target = Target {
                    target: batch.get(descriptor.target).to_vec(),
                    detail: batch.get(descriptor.detail).to_vec(),
                };
                let descriptors = self.descriptors.entry(group).or_default();
                if target.target.is_empty() {
                    descriptors.remove(&descriptor.number);
                } else {
                    descriptors.insert(descriptor.number, target);
                }
            }
            Kind::Enter(_) | Kind::Exit(_) | Kind::Signal(_) | Kind::Stopped(_) | Kind::Gone(_) | Kind::Lost(_) => {}
        }
    }

    /// A task is gone.
    pub fn forget(&mut self, tid: Tid, how: Gone) {
        if let Some(task) = self.tasks.remove(&tid)
            && task.thread_group == tid
            && !matches!(how, Gone::Superseded { .. })
        {
            self.descriptors.remove(&tid);
        }
    }

    /// Gives a task a new name (prctl(2), PR_SET_NAME).
    pub fn rename(&mut self, tid: Tid, comm: &[u8]) {
        if let Some(task) = self.tasks.get_mut(&tid) {
            task.comm = comm[..comm.len().min(15)].to_vec();
        }
    }

    /// A task; one without a tid if no event told of it.
    pub fn task(&self, tid: Tid) -> &Task {
        self.tasks.get(&tid).unwrap_or(&self.unknown)
    }

    /// How many tasks there are.
    pub fn count(&self) -> usize {
        self.tasks.len()
    }

    /// What an identity stands for; the host for one that was not announced.
    pub fn identity(&self, id: IdentityId) -> &Arc<Identity> {
        self.identities.get(&id).unwrap_or(&self.host)
    }

    /// The descriptors of a task's thread group.
    pub fn descriptors(&self, tid: Tid) -> GroupDescriptors<'_> {
        GroupDescriptors(self.descriptors.get(&self.task(tid).thread_group))
    }
}

/// The descriptors of one thread group.
#[derive(Clone, Copy, Debug)]
pub struct GroupDescriptors<'a>(Option<&'a FxHashMap<i32, Target>>);

impl Descriptors for GroupDescriptors<'_> {
    fn target(&self, number: i32) -> Option<&[u8]> {
        let target = self.0?.get(&number)?;
        Some(if target.detail.is_empty() { &target.target } else { &target.detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Container, Metadata, Place, Proof};

    fn identity(name: Option<&str>) -> Kind {
        let metadata = Metadata { name: name.map(str::to_owned), ..Metadata::default() };
        let place = Place::Container(Box::new(Container { metadata, ..Container::default() }));
        let identity = Identity { place, proof: Proof::Cgroup, pending: name.is_none() };
        Kind::Identity(IdentityId(1), Box::new(identity))
    }

    #[test]
    fn a_name_is_kept_whether_its_answer_or_the_announcement_comes_first() {
        for order in [[None, Some("web")], [Some("web"), None]] {
            let mut model = Model::default();
            for name in order {
                model.apply(1, &identity(name), &Batch::default());
            }
            let known = model.identity(IdentityId(1));
            let name = known.container().and_then(|container| container.metadata.name.as_deref());
            assert_eq!((name, known.pending), (Some("web"), false), "{order:?}");
        }
    }
}
