//! System V inter-process communication (`%ipc`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::ipc::{
    AttachFlags, GetMode, Key, MessageCommand, MessageFlags, MessageIn, MessageLimits, MessageOut, MessageQueue,
    MessageQueueSet, Operations, SemaphoreCommand, SemaphoreLimits, SemaphoreSet, SemaphoreSetSet, SharedCommand,
    SharedGetMode, SharedInformation, SharedLimits, SharedSegment, SharedSegmentSet,
};
use crate::types::number::{Address, Int, Long, Size, Uint, Zero};
use crate::types::pointer::{In, Out};
use crate::types::time::{Timespec, Timespec64};

const IPC_SET: u32 = 1;
const IPC_STAT: u32 = 2;
const IPC_INFO: u32 = 3;
const SHM_STAT: u32 = 13;
const SHM_INFO: u32 = 14;
const SHM_STAT_ANY: u32 = 15;
const SEM_STAT: u32 = 18;
const SEM_INFO: u32 = 19;
const SEM_STAT_ANY: u32 = 20;
const MSG_STAT: u32 = 11;
const MSG_INFO: u32 = 12;
const MSG_STAT_ANY: u32 = 13;

pub(super) static ROWS: &[Syscall] = syscalls! {
    shmget(key: Key, size: Size, shmflg: SharedGetMode) -> Int;
    shmat(shmid: Int, shmaddr: Address, shmflg: AttachFlags) -> Address;
    shmdt(shmaddr: Address) -> Zero;
    shmctl(shmid: Int, op: SharedCommand, buf: Address) -> Int;
    shmctl[op & 0xfffffeff = IPC_STAT | SHM_STAT | SHM_STAT_ANY](shmid: Int, op: SharedCommand, buf: Out<SharedSegment>) -> Int;
    shmctl[op & 0xfffffeff = IPC_SET](shmid: Int, op: SharedCommand, buf: In<SharedSegmentSet>) -> Int;
    shmctl[op & 0xfffffeff = IPC_INFO](shmid: Int, op: SharedCommand, buf: Out<SharedLimits>) -> Int;
    shmctl[op & 0xfffffeff = SHM_INFO](shmid: Int, op: SharedCommand, buf: Out<SharedInformation>) -> Int;
    semget(key: Key, nsems: Int, semflg: GetMode) -> Int;
    semop(semid: Int, sops: Operations<nsops>, nsops: Uint) -> Zero;
    semtimedop(semid: Int, sops: Operations<nsops>, nsops: Uint, timeout: In<Timespec>) -> Zero;
    semtimedop_time64(semid: Int, sops: Operations<nsops>, nsops: Uint, timeout: In<Timespec64>) -> Zero;
    semctl(semid: Int, semnum: Int, op: SemaphoreCommand, arg: Address) -> Int;
    semctl[op & 0xfffffeff = IPC_STAT | SEM_STAT | SEM_STAT_ANY](semid: Int, semnum: Int, op: SemaphoreCommand, arg: Out<SemaphoreSet>) -> Int;
    semctl[op & 0xfffffeff = IPC_SET](semid: Int, semnum: Int, op: SemaphoreCommand, arg: In<SemaphoreSetSet>) -> Int;
    semctl[op & 0xfffffeff = IPC_INFO | SEM_INFO](semid: Int, semnum: Int, op: SemaphoreCommand, arg: Out<SemaphoreLimits>) -> Int;
    msgget(key: Key, msgflg: GetMode) -> Int;
    msgsnd(msqid: Int, msgp: MessageIn<msgsz>, msgsz: Size, msgflg: MessageFlags) -> Zero;
    msgrcv(msqid: Int, msgp: MessageOut<msgsz>, msgsz: Size, msgtyp: Long, msgflg: MessageFlags) -> Size;
    msgctl(msqid: Int, op: MessageCommand, buf: Address) -> Int;
    msgctl[op & 0xfffffeff = IPC_STAT | MSG_STAT | MSG_STAT_ANY](msqid: Int, op: MessageCommand, buf: Out<MessageQueue>) -> Int;
    msgctl[op & 0xfffffeff = IPC_SET](msqid: Int, op: MessageCommand, buf: In<MessageQueueSet>) -> Int;
    msgctl[op & 0xfffffeff = IPC_INFO | MSG_INFO](msqid: Int, op: MessageCommand, buf: Out<MessageLimits>) -> Int;
};

#[cfg(test)]
mod tests;
