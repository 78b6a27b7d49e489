//! System V and POSIX inter-process communication: keys, permissions, shared memory, semaphores, messages.

use super::data::buffer;
use super::number::{Hex, I64, Id, Int, Long, Pid, Short, Size, Uint, Ulong, Ushort, signed};
use super::pointer::{Several, array};
use super::{Context, Layout, Type, flags, names, numbers, records};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Field, Flags, Value};
use linux_raw_sys::general::O_NONBLOCK;

flags! {
    /// shmat(2)'s flags.
    AttachFlags: u32 "SHM_???" { SHM_RDONLY = 0o10000, SHM_RND = 0o20000, SHM_REMAP = 0o40000, SHM_EXEC = 0o100000 }
    /// What a semaphore operation does besides (semop(2)).
    SemaphoreFlags: u16 "SEM_???" { SEM_UNDO = 0x1000, IPC_NOWAIT = 0o4000 }
    /// msgsnd(2)'s and msgrcv(2)'s flags.
    MessageFlags: u32 "MSG_???" {
        MSG_NOERROR = 0o10000, MSG_EXCEPT = 0o20000, MSG_COPY = 0o40000, IPC_NOWAIT = 0o4000,
    }
    /// msgget(2)'s and semget(2)'s flags without the permissions.
    GetFlags: u32 "" { IPC_CREAT = 0o1000, IPC_EXCL = 0o2000, IPC_NOWAIT = 0o4000 }
    /// shmget(2)'s flags without the permissions and without the size of huge pages.
    SharedGetFlags: u32 "" { IPC_CREAT = 0o1000, IPC_EXCL = 0o2000, SHM_HUGETLB = 0o4000, SHM_NORESERVE = 0o10000 }
    /// The flags of a message queue's attributes.
    QueueFlags: u64 "O_???" { O_NONBLOCK }
}

names! {
    /// shmctl(2)'s commands without `IPC_64`.
    SharedCommandName: u32 "SHM_???" {
        IPC_RMID = 0, IPC_SET = 1, IPC_STAT = 2, IPC_INFO = 3, SHM_LOCK = 11, SHM_UNLOCK = 12, SHM_STAT = 13,
        SHM_INFO = 14, SHM_STAT_ANY = 15,
    }
    /// semctl(2)'s commands without `IPC_64`.
    SemaphoreCommandName: u32 "SEM_???" {
        IPC_RMID = 0, IPC_SET = 1, IPC_STAT = 2, IPC_INFO = 3, GETPID = 11, GETVAL = 12, GETALL = 13, GETNCNT = 14,
        GETZCNT = 15, SETVAL = 16, SETALL = 17, SEM_STAT = 18, SEM_INFO = 19, SEM_STAT_ANY = 20,
    }
    /// msgctl(2)'s commands without `IPC_64`.
    MessageCommandName: u32 "MSG_???" {
        IPC_RMID = 0, IPC_SET = 1, IPC_STAT = 2, IPC_INFO = 3, MSG_STAT = 11, MSG_INFO = 12, MSG_STAT_ANY = 13,
    }
}

/// The bit of a command that asks for the layouts of today (include/uapi/linux/ipc.h).
pub const IPC_64: u64 = 0x100;

numbers! {
    /// A key, by which an object is found (ftok(3)).
    Key: Sizes::same(4); |_context, word| if word == 0 { Value::Symbol("IPC_PRIVATE") } else { Value::Hex(word) };
    /// shmctl(2)'s command.
    SharedCommand: Sizes::same(4); |_context, word| command(word, SharedCommandName::NAMES);
    /// semctl(2)'s command.
    SemaphoreCommand: Sizes::same(4); |_context, word| command(word, SemaphoreCommandName::NAMES);
    /// msgctl(2)'s command.
    MessageCommand: Sizes::same(4); |_context, word| command(word, MessageCommandName::NAMES);
    /// msgget(2)'s and semget(2)'s flags with the permissions.
    GetMode: Sizes::same(4); |_context, word| get_mode(word, GetFlags::FLAGS, 0);
    /// shmget(2)'s flags with the permissions and the size of huge pages.
    SharedGetMode: Sizes::same(4); |_context, word| get_mode(word, SharedGetFlags::FLAGS, HUGE_MASK);
    /// The flags of a message queue's attributes.
    QueueFlagWord: Sizes::LONG; |_context, word| Value::Flags(QueueFlags::FLAGS, word);
    /// What only the 64-bit layouts have behind a time; i386 has the time's upper half there.
    Unused64: Sizes([8, 0, 8]), align Sizes([8, 1, 8]); |_context, _word| Value::Unknown;
    /// An object's permissions: `__kernel_mode_t`, which i386 has in 16 bits and two of padding.
    ObjectMode: Sizes::same(4); |context, word| Value::Octal(if context.abi.word() == 4 { word & 0xffff } else { word });
}

/// Where shmget's flags hold the logarithm of the size of huge pages.
const HUGE_SHIFT: u32 = 26;
const HUGE_MASK: u64 = 0x3f << HUGE_SHIFT;

fn command<'a>(word: u64, names: &'static crate::value::Names) -> Value<'a> {
    let name = Value::Name(names, word & !IPC_64);
    if word & IPC_64 == 0 { name } else { Value::Joined("|", vec![Value::Symbol("IPC_64"), name]) }
}

fn get_mode<'a>(word: u64, flags: &'static Flags, huge_mask: u64) -> Value<'a> {
    let mut parts = Vec::with_capacity(3);
    let bits = word & !0o777 & !huge_mask;
    if bits != 0 {
        parts.push(Value::Flags(flags, bits));
    }
    if word & huge_mask != 0 {
        parts.push(Value::Formatted(format!("{}<<SHM_HUGE_SHIFT", (word & huge_mask) >> HUGE_SHIFT)));
    }
    parts.push(Value::Octal(word & 0o777));
    Value::Joined("|", parts)
}

records! {
    /// `struct ipc64_perm` in the order of the kernel's header.
    Permission {
        key: Uint, uid: Id, gid: Id, cuid: Id, cgid: Id, mode: ObjectMode, seq: Ushort, _pad: Ushort, _unused1: Ulong,
        _unused2: Ulong,
    }
    /// `struct shmid64_ds` in the order of the kernel's header.
    SharedSegmentLayout {
        shm_perm: Permission, shm_segsz: Size, shm_atime: I64, shm_dtime: I64, shm_ctime: I64, shm_cpid: Pid,
        shm_lpid: Pid, shm_nattch: Ulong, _unused4: Ulong, _unused5: Ulong,
    }
    /// `struct semid64_ds` in the order of the kernel's header.
    SemaphoreSetLayout {
        sem_perm: Permission, sem_otime: I64, _unused1: Unused64, sem_ctime: I64, _unused2: Unused64, sem_nsems: Ulong,
        _unused3: Ulong, _unused4: Ulong,
    }
    /// `struct msqid64_ds` in the order of the kernel's header.
    MessageQueueLayout {
        msg_perm: Permission, msg_stime: I64, msg_rtime: I64, msg_ctime: I64, msg_cbytes: Ulong, msg_qnum: Ulong,
        msg_qbytes: Ulong, msg_lspid: Pid, msg_lrpid: Pid, _unused4: Ulong, _unused5: Ulong,
    }
    /// `struct shminfo64` (shmctl(2), IPC_INFO).
    SharedLimits { shmmax: Ulong, shmmin: Ulong, shmmni: Ulong, shmseg: Ulong, shmall: Ulong, _unused: Several<Ulong, 4> }
    /// `struct shm_info` (shmctl(2), SHM_INFO).
    SharedInformation {
        used_ids: Int, shm_tot: Ulong, shm_rss: Ulong, shm_swp: Ulong, swap_attempts: Ulong, swap_successes: Ulong,
    }
    /// `struct seminfo` (semctl(2)).
    SemaphoreLimits {
        semmap: Int, semmni: Int, semmns: Int, semmnu: Int, semmsl: Int, semopm: Int, semume: Int, semusz: Int,
        semvmx: Int, semaem: Int,
    }
    /// `struct msginfo` (msgctl(2)).
    MessageLimits {
        msgpool: Int, msgmap: Int, msgmax: Int, msgmnb: Int, msgmni: Int, msgssz: Int, msgtql: Int, msgseg: Ushort,
    }
    /// `struct sembuf` (semop(2)).
    SemaphoreOperation { sem_num: Ushort, sem_op: Short, sem_flg: SemaphoreFlags }
    /// `struct mq_attr` (mq_getattr(3)).
    QueueAttributes { mq_flags: QueueFlagWord, mq_maxmsg: Long, mq_msgsize: Long, mq_curmsgs: Long, _reserved: Several<Long, 4> }
    /// `struct mq_attr` of mq_open(2), which takes no notice of the flags.
    NewQueueAttributes { mq_flags: Hex, mq_maxmsg: Long, mq_msgsize: Long, mq_curmsgs: Long, _reserved: Several<Long, 4> }
}

/// Structures of which some members are shown, in an order of their own: each with the members shown of itself, if it is a structure.
macro_rules! selections {
    ($($(#[$doc:meta])* $name:ident : $layout:ty [$($member:ident $($inner:ident)?),* $(,)?];)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Layout for $name {
            const SIZE: Sizes = <$layout>::SIZE;
            const ALIGN: Sizes = <$layout>::ALIGN;
            fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
                let members: &[(&str, &[&str])] = &[$((stringify!($member), selections!(@inner $($inner)?))),*];
                select(<$layout>::show(context, bytes), members)
            }
        }
    )*};
    (@inner) => { &[] };
    (@inner $inner:ident) => { $inner };
}

/// What is shown of `struct ipc64_perm`.
const SHOWN: &[&str] = &["uid", "gid", "mode", "key", "cuid", "cgid"];
/// What IPC_SET takes of it.
const TAKEN: &[&str] = &["uid", "gid", "mode"];

selections! {
    /// `struct shmid64_ds` (shmctl(2)).
    SharedSegment: SharedSegmentLayout [
        shm_perm SHOWN, shm_segsz, shm_cpid, shm_lpid, shm_nattch, shm_atime, shm_dtime, shm_ctime,
    ];
    /// What IPC_SET takes of it.
    SharedSegmentSet: SharedSegmentLayout [shm_perm TAKEN];
    /// `struct semid64_ds` (semctl(2)).
    SemaphoreSet: SemaphoreSetLayout [sem_perm SHOWN, sem_otime, sem_ctime, sem_nsems];
    /// What IPC_SET takes of it.
    SemaphoreSetSet: SemaphoreSetLayout [sem_perm TAKEN];
    /// `struct msqid64_ds` (msgctl(2)).
    MessageQueue: MessageQueueLayout [
        msg_perm SHOWN, msg_stime, msg_rtime, msg_ctime, msg_qnum, msg_qbytes, msg_lspid, msg_lrpid,
    ];
    /// What IPC_SET takes of it.
    MessageQueueSet: MessageQueueLayout [msg_perm TAKEN, msg_qbytes];
}

/// The `members` of a structure, in this order; of a member that has names behind it, only those.
fn select<'a>(value: Value<'a>, members: &[(&str, &[&str])]) -> Value<'a> {
    let Value::Struct(mut fields) = value else { return value };
    let position = |field: &Field<'_>| members.iter().position(|member| member.0 == field.name);
    fields.retain(|field| position(field).is_some());
    fields.sort_by_key(position);
    for (field, (_, inner)) in fields.iter_mut().zip(members).filter(|(_, member)| !member.1.is_empty()) {
        let inner: Vec<(&str, &[&str])> = inner.iter().map(|name| (*name, &[][..])).collect();
        field.value = select(std::mem::replace(&mut field.value, Value::Unknown), &inner);
    }
    Value::Struct(fields)
}

/// Points to as many semaphore operations as the argument of this index says, an `unsigned int` (semop(2)).
#[derive(Clone, Copy, Debug)]
pub struct Operations<const COUNT: usize>;

impl<const COUNT: usize> Type for Operations<COUNT> {
    const GRAB: Grab = Grab::Block(
        When::Entry,
        Block { count: Count::Argument(COUNT), unit: Unit::Bytes(SemaphoreOperation::SIZE), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let count = context.arguments[COUNT] & 0xffff_ffff;
        array::<SemaphoreOperation>(&context.on_entry_memory(), context.entry, word, count)
    }
}

/// Points to a `struct msgbuf` that the kernel reads: a type and as many bytes as the argument of this index says (msgop(2)).
#[derive(Clone, Copy, Debug)]
pub struct MessageIn<const SIZE: usize>;

/// Points to a `struct msgbuf` that the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct MessageOut<const SIZE: usize>;

const fn message(size: usize) -> Block {
    Block { count: Count::Headed(Sizes::LONG, size), unit: Unit::Data, links: &[] }
}

impl<const SIZE: usize> Type for MessageIn<SIZE> {
    const GRAB: Grab = Grab::Block(When::Entry, message(SIZE));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        show_message(&context.on_entry_memory(), word, context.arguments[SIZE])
    }
}

impl<const SIZE: usize> Type for MessageOut<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, message(SIZE));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        show_message(&context.on_exit_memory(), word, context.arguments[SIZE])
    }
}

fn show_message<'a>(context: &Context<'a>, address: u64, length: u64) -> Value<'a> {
    let header = Sizes::LONG.of(context.abi);
    let (Some(kind), Some(text)) = (context.memory.number(address, header), address.checked_add(header as u64)) else {
        return Value::Address(address);
    };
    match buffer(context.memory, text, length, context.limit) {
        text @ Value::Text(_) => {
            Value::Struct(vec![Field::new("mtype", Value::Int(signed(kind, header))), Field::new("mtext", text)])
        }
        _ => Value::Address(address),
    }
}
