//! io_uring(7): the rings' parameters and what is registered with them.

use super::number::{Address64, Byte, Hex32, Hex64, Uint, Ushort};
use super::pointer::Several;
use super::{Context, Cursor, Layout, Type, flags, names, records};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Array, Field, Value};

const SQPOLL: u32 = 2;
const ATTACH_WQ: u32 = 32;

flags! {
    /// io_uring_setup(2)'s flags.
    SetupFlags: u32 "IORING_SETUP_???" {
        IORING_SETUP_IOPOLL = 1, IORING_SETUP_SQPOLL = SQPOLL, IORING_SETUP_SQ_AFF = 4, IORING_SETUP_CQSIZE = 8,
        IORING_SETUP_CLAMP = 16, IORING_SETUP_ATTACH_WQ = ATTACH_WQ, IORING_SETUP_R_DISABLED = 64,
        IORING_SETUP_SUBMIT_ALL = 128, IORING_SETUP_COOP_TASKRUN = 256, IORING_SETUP_TASKRUN_FLAG = 512,
        IORING_SETUP_SQE128 = 1 << 10, IORING_SETUP_CQE32 = 1 << 11, IORING_SETUP_SINGLE_ISSUER = 1 << 12,
        IORING_SETUP_DEFER_TASKRUN = 1 << 13, IORING_SETUP_NO_MMAP = 1 << 14, IORING_SETUP_REGISTERED_FD_ONLY = 1 << 15,
        IORING_SETUP_NO_SQARRAY = 1 << 16, IORING_SETUP_HYBRID_IOPOLL = 1 << 17,
    }
    /// What the kernel can do.
    Features: u32 "IORING_FEAT_???" {
        IORING_FEAT_SINGLE_MMAP = 1, IORING_FEAT_NODROP = 2, IORING_FEAT_SUBMIT_STABLE = 4, IORING_FEAT_RW_CUR_POS = 8,
        IORING_FEAT_CUR_PERSONALITY = 16, IORING_FEAT_FAST_POLL = 32, IORING_FEAT_POLL_32BITS = 64,
        IORING_FEAT_SQPOLL_NONFIXED = 128, IORING_FEAT_EXT_ARG = 256, IORING_FEAT_NATIVE_WORKERS = 512,
        IORING_FEAT_RSRC_TAGS = 1 << 10, IORING_FEAT_CQE_SKIP = 1 << 11, IORING_FEAT_LINKED_FILE = 1 << 12,
        IORING_FEAT_REG_REG_RING = 1 << 13, IORING_FEAT_RECVSEND_BUNDLE = 1 << 14, IORING_FEAT_MIN_TIMEOUT = 1 << 15,
        IORING_FEAT_RW_ATTR = 1 << 16, IORING_FEAT_NO_IOWAIT = 1 << 17,
    }
    /// io_uring_enter(2)'s flags.
    EnterFlags: u32 "IORING_ENTER_???" {
        IORING_ENTER_GETEVENTS = 1, IORING_ENTER_SQ_WAKEUP = 2, IORING_ENTER_SQ_WAIT = 4, IORING_ENTER_EXT_ARG = 8,
        IORING_ENTER_REGISTERED_RING = 16, IORING_ENTER_ABS_TIMER = 32, IORING_ENTER_EXT_ARG_REG = 64,
        IORING_ENTER_NO_IOWAIT = 128,
    }
    /// What is said of an operation by a probe.
    OperationFlags: u16 "IO_URING_OP_???" { IO_URING_OP_SUPPORTED = 1 }
}

/// io_uring_register(2)'s operation: buffers.
pub const REGISTER_BUFFERS: u32 = 0;
/// Descriptors.
pub const REGISTER_FILES: u32 = 2;
/// An eventfd.
pub const REGISTER_EVENTFD: u32 = 4;
/// An eventfd that is notified of asynchronous completions alone.
pub const REGISTER_EVENTFD_ASYNC: u32 = 7;
/// A probe of what the kernel can do.
pub const REGISTER_PROBE: u32 = 8;
/// A ring of buffers.
pub const REGISTER_PBUF_RING: u32 = 22;
/// No longer a ring of buffers.
pub const UNREGISTER_PBUF_RING: u32 = 23;

names! {
    /// io_uring_register(2)'s operations.
    RegisterOperation: u32 "IORING_REGISTER_???" {
        IORING_REGISTER_BUFFERS = REGISTER_BUFFERS, IORING_UNREGISTER_BUFFERS = 1,
        IORING_REGISTER_FILES = REGISTER_FILES, IORING_UNREGISTER_FILES = 3,
        IORING_REGISTER_EVENTFD = REGISTER_EVENTFD, IORING_UNREGISTER_EVENTFD = 5, IORING_REGISTER_FILES_UPDATE = 6,
        IORING_REGISTER_EVENTFD_ASYNC = REGISTER_EVENTFD_ASYNC, IORING_REGISTER_PROBE = REGISTER_PROBE,
        IORING_REGISTER_PERSONALITY = 9, IORING_UNREGISTER_PERSONALITY = 10, IORING_REGISTER_RESTRICTIONS = 11,
        IORING_REGISTER_ENABLE_RINGS = 12, IORING_REGISTER_FILES2 = 13, IORING_REGISTER_FILES_UPDATE2 = 14,
        IORING_REGISTER_BUFFERS2 = 15, IORING_REGISTER_BUFFERS_UPDATE = 16, IORING_REGISTER_IOWQ_AFF = 17,
        IORING_UNREGISTER_IOWQ_AFF = 18, IORING_REGISTER_IOWQ_MAX_WORKERS = 19, IORING_REGISTER_RING_FDS = 20,
        IORING_UNREGISTER_RING_FDS = 21, IORING_REGISTER_PBUF_RING = REGISTER_PBUF_RING,
        IORING_UNREGISTER_PBUF_RING = UNREGISTER_PBUF_RING, IORING_REGISTER_SYNC_CANCEL = 24,
        IORING_REGISTER_FILE_ALLOC_RANGE = 25, IORING_REGISTER_PBUF_STATUS = 26, IORING_REGISTER_NAPI = 27,
        IORING_UNREGISTER_NAPI = 28, IORING_REGISTER_CLOCK = 29, IORING_REGISTER_CLONE_BUFFERS = 30,
        IORING_REGISTER_SEND_MSG_RING = 31, IORING_REGISTER_ZCRX_IFQ = 32, IORING_REGISTER_RESIZE_RINGS = 33,
        IORING_REGISTER_MEM_REGION = 34,
    }
    /// What a submission asks for.
    Operation: u8 "IORING_OP_???" {
        IORING_OP_NOP = 0, IORING_OP_READV = 1, IORING_OP_WRITEV = 2, IORING_OP_FSYNC = 3, IORING_OP_READ_FIXED = 4,
        IORING_OP_WRITE_FIXED = 5, IORING_OP_POLL_ADD = 6, IORING_OP_POLL_REMOVE = 7, IORING_OP_SYNC_FILE_RANGE = 8,
        IORING_OP_SENDMSG = 9, IORING_OP_RECVMSG = 10, IORING_OP_TIMEOUT = 11, IORING_OP_TIMEOUT_REMOVE = 12,
        IORING_OP_ACCEPT = 13, IORING_OP_ASYNC_CANCEL = 14, IORING_OP_LINK_TIMEOUT = 15, IORING_OP_CONNECT = 16,
        IORING_OP_FALLOCATE = 17, IORING_OP_OPENAT = 18, IORING_OP_CLOSE = 19, IORING_OP_FILES_UPDATE = 20,
        IORING_OP_STATX = 21, IORING_OP_READ = 22, IORING_OP_WRITE = 23, IORING_OP_FADVISE = 24,
        IORING_OP_MADVISE = 25, IORING_OP_SEND = 26, IORING_OP_RECV = 27, IORING_OP_OPENAT2 = 28,
        IORING_OP_EPOLL_CTL = 29, IORING_OP_SPLICE = 30, IORING_OP_PROVIDE_BUFFERS = 31, IORING_OP_REMOVE_BUFFERS = 32,
        IORING_OP_TEE = 33, IORING_OP_SHUTDOWN = 34, IORING_OP_RENAMEAT = 35, IORING_OP_UNLINKAT = 36,
        IORING_OP_MKDIRAT = 37, IORING_OP_SYMLINKAT = 38, IORING_OP_LINKAT = 39, IORING_OP_MSG_RING = 40,
        IORING_OP_FSETXATTR = 41, IORING_OP_SETXATTR = 42, IORING_OP_FGETXATTR = 43, IORING_OP_GETXATTR = 44,
        IORING_OP_SOCKET = 45, IORING_OP_URING_CMD = 46, IORING_OP_SEND_ZC = 47, IORING_OP_SENDMSG_ZC = 48,
        IORING_OP_READ_MULTISHOT = 49, IORING_OP_WAITID = 50, IORING_OP_FUTEX_WAIT = 51, IORING_OP_FUTEX_WAKE = 52,
        IORING_OP_FUTEX_WAITV = 53, IORING_OP_FIXED_FD_INSTALL = 54, IORING_OP_FTRUNCATE = 55, IORING_OP_BIND = 56,
        IORING_OP_LISTEN = 57, IORING_OP_RECV_ZC = 58, IORING_OP_EPOLL_WAIT = 59, IORING_OP_READV_FIXED = 60,
        IORING_OP_WRITEV_FIXED = 61, IORING_OP_PIPE = 62,
    }
}

records! {
    /// `struct io_sqring_offsets`.
    SubmissionOffsets {
        head: Uint, tail: Uint, ring_mask: Uint, ring_entries: Uint, flags: Uint, dropped: Uint, array: Uint,
        _resv1: Uint, _user_addr: Hex64,
    }
    /// `struct io_cqring_offsets`.
    CompletionOffsets {
        head: Uint, tail: Uint, ring_mask: Uint, ring_entries: Uint, overflow: Uint, cqes: Uint, flags: Uint,
        _resv1: Uint, _user_addr: Hex64,
    }
    /// `struct io_uring_buf_reg`.
    BufferRing { ring_addr: Address64, ring_entries: Uint, bgid: Ushort, _flags: Ushort, _resv: Several<Hex64, 3> }
    /// `struct io_uring_probe_op`.
    ProbedOperation { op: Operation, _resv: Byte, flags: OperationFlags, _resv2: Hex32 }
}

/// Points to a `struct io_uring_params`: what is asked for, and what was made if the call succeeded.
#[derive(Clone, Copy, Debug)]
pub struct Parameters;

const PARAMETERS: Sizes = Sizes::same(120);

impl Type for Parameters {
    const GRAB: Grab =
        Grab::Block(When::Both, Block { count: Count::Fixed(1), unit: Unit::Bytes(PARAMETERS), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let size = PARAMETERS.of(context.abi);
        let answer = context.exit.get(word, size);
        match answer.or_else(|| context.entry.get(word, size)).filter(|_| word != 0) {
            Some(bytes) => Value::Struct(parameters(context, bytes, answer.is_some())),
            None => Value::Address(word),
        }
    }
}

fn parameters<'a>(context: &Context<'a>, bytes: &'a [u8], made: bool) -> Vec<Field<'a>> {
    let mut cursor = Cursor::new(context.abi, bytes);
    let mut next = || cursor.number::<Uint>();
    let (sq_entries, cq_entries, flags) = (next(), next(), next());
    let (cpu, idle, features, descriptor) = (next(), next(), next(), next());
    let mut fields = vec![
        Field::new("flags", Value::Flags(SetupFlags::FLAGS, flags)),
        Field::new("sq_thread_cpu", Value::Hex(cpu)),
        Field::new("sq_thread_idle", Value::Uint(idle)),
    ];
    if flags & u64::from(ATTACH_WQ) != 0 {
        fields.push(Field::new("wq_fd", context.descriptor(descriptor as i32)));
    }
    let reserved = bytes.get(28..40).unwrap_or_default();
    if reserved.iter().any(|byte| *byte != 0) {
        fields.push(Field::new("resv", Several::<Hex32, 3>::show(context, reserved)));
    }
    if made {
        fields.push(Field::new("sq_entries", Value::Uint(sq_entries)));
        fields.push(Field::new("cq_entries", Value::Uint(cq_entries)));
        fields.push(Field::new("features", Value::Flags(Features::FLAGS, features)));
        fields.push(Field::new("sq_off", SubmissionOffsets::show(context, bytes.get(40..80).unwrap_or_default())));
        fields.push(Field::new("cq_off", CompletionOffsets::show(context, bytes.get(80..120).unwrap_or_default())));
    }
    fields
}

/// Points to a `struct io_uring_probe` of as many operations as the argument of this index says.
#[derive(Clone, Copy, Debug)]
pub struct Probe<const COUNT: usize>;

/// The most operations that a byte can name.
const OPERATIONS: usize = 256;

impl<const COUNT: usize> Type for Probe<COUNT> {
    // The head is as long as two of the operations behind it.
    const GRAB: Grab = Grab::Block(
        When::Exit,
        Block { count: Count::Fixed(2 + OPERATIONS), unit: Unit::Bytes(ProbedOperation::SIZE), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let asked = usize::try_from(context.arguments[COUNT] & 0xffff_ffff).unwrap_or(OPERATIONS).min(OPERATIONS);
        let Some((head, operations)) = context.exit.up_to(word, 16 + asked * 8).split_first_chunk::<16>() else {
            return Value::Address(word);
        };
        let items = operations.chunks_exact(8).map(|bytes| ProbedOperation::show(context, bytes)).collect();
        Value::Struct(vec![
            Field::new("last_op", Value::decimal(Operation::NAMES, u64::from(head[0]))),
            Field::new("ops_len", Value::Uint(u64::from(head[1]))),
            Field::new("ops", Value::Array(Array { items, ..Array::default() })),
        ])
    }
}
