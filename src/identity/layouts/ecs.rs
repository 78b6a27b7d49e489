//! Amazon ECS: docker's containers below a task on instances, ids of its own on Fargate. The task stands for the pod.

use super::{Above, Id, Layout, Runtime};

const TASK: Id = Id::Hexadecimal(32);

/// Tasks of the first years had UUIDs.
const TASKS: &[Layout] = &[Layout::new("", TASK, ""), Layout::new("", Id::UUID, "")];

pub(super) const RUNTIME: Runtime = Runtime {
    name: "docker",
    containers: &[Layout::new("", Id::FULL, "").below(&[Above::Somewhere("ecs", ""), Above::Pod(TASKS)])],
    ..Runtime::NONE
};

pub(super) const FARGATE: Runtime = Runtime {
    name: "ecs",
    containers: &[Layout::new("", FARGATE_ID, "").below(&[Above::Pod(TASKS)]), Layout::new("", FARGATE_ID, "")],
    ..Runtime::NONE
};

const FARGATE_ID: Id = Id::Pair(&TASK, "-", &Id::Digits);

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const TASK_ID: &str = "5a0d5ceddf6c44c1928d367a815d890f";

    #[test]
    fn the_task_stands_for_the_pod() {
        let id = "38fac3e99302b3622be089dd41e7ccf38aff368a86cc339972075136ee2710ce";
        for path in [format!("/ecs/test-ecs-classic/{TASK_ID}/{id}"), format!("/ecs/{TASK_ID}/{id}")] {
            assert_eq!(innermost(&path), Some(("docker", id.to_owned())), "{path}");
            assert_eq!(pod_uid(&path).as_deref(), Some(TASK_ID), "{path}");
        }
    }

    #[test]
    fn fargate_has_ids_of_its_own() {
        let path = format!("/ecs/{TASK_ID}/{TASK_ID}-4015103728");
        assert_eq!(innermost(&path), Some(("ecs", format!("{TASK_ID}-4015103728"))));
        assert_eq!(pod_uid(&path).as_deref(), Some(TASK_ID));
        assert_eq!(innermost(&format!("/ecs/{TASK_ID}/{TASK_ID}-")), None);
    }
}
