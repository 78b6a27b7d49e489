use crate::event::Abi;
use crate::syscalls::testing::{Space, longs, words};

const NONE: u64 = u64::MAX;
const EINVAL: i64 = -22;

#[test]
fn mappings() {
    Space::default().check(
        Abi::X86_64,
        &[
            ("mmap", &[0, 4096, 3, 0x22, NONE, 0], 0x7f0012345000, "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0012345000"),
            ("mmap", &[0x10000, 4096, 0, 0x3, 3, 0x1000], 0x10000, "mmap(0x10000, 4096, PROT_NONE, MAP_SHARED_VALIDATE, 3, 0x1000) = 0x10000"),
            ("mmap", &[0, 4096, 0x8300000f, 0x15640022, 4, 0], EINVAL, "mmap(NULL, 4096, PROT_READ|PROT_WRITE|PROT_EXEC|PROT_SEM|PROT_GROWSDOWN|PROT_GROWSUP|0x80000000, MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|0x1600000|5<<MAP_HUGE_SHIFT, 4, 0) = -1 EINVAL (Invalid argument)"),
            ("mmap", &[0, NONE, 0x80000000, 0xc, 0, NONE], EINVAL, "mmap(NULL, 18446744073709551615, 0x80000000 /* PROT_??? */, 0xc /* MAP_??? */, 0, 0xffffffffffffffff) = -1 EINVAL (Invalid argument)"),
            ("mmap", &[0, 1, 0x100, 0x100004070, 0, 0], EINVAL, "mmap(NULL, 1, 0x100 /* PROT_??? */, MAP_FILE|MAP_FIXED|MAP_ANONYMOUS|MAP_32BIT|MAP_NORESERVE, 0, 0) = -1 EINVAL (Invalid argument)"),
            ("mmap", &[0, 1, 4, 0x41fff8d, 0, 0], EINVAL, "mmap(NULL, 1, PROT_EXEC, 0xd /* MAP_??? */|MAP_NORESERVE|MAP_POPULATE|MAP_NONBLOCK|MAP_GROWSDOWN|MAP_DENYWRITE|MAP_EXECUTABLE|MAP_LOCKED|MAP_STACK|MAP_HUGETLB|MAP_SYNC|MAP_FIXED_NOREPLACE|0x680|1<<MAP_HUGE_SHIFT, 0, 0) = -1 EINVAL (Invalid argument)"),
            ("munmap", &[0x7f0012345000, 4096], 0, "munmap(0x7f0012345000, 4096) = 0"),
            ("munmap", &[0, NONE], EINVAL, "munmap(NULL, 18446744073709551615) = -1 EINVAL (Invalid argument)"),
            ("mprotect", &[0x7f0012345000, 4096, 5], 0, "mprotect(0x7f0012345000, 4096, PROT_READ|PROT_EXEC) = 0"),
            ("mprotect", &[0x7f0012345000, 4096, 0x40], EINVAL, "mprotect(0x7f0012345000, 4096, 0x40 /* PROT_??? */) = -1 EINVAL (Invalid argument)"),
            ("pkey_mprotect", &[0x7f0012345000, 4096, 0, NONE], 0, "pkey_mprotect(0x7f0012345000, 4096, PROT_NONE, -1) = 0"),
            ("pkey_alloc", &[0, 3], 1, "pkey_alloc(0, PKEY_DISABLE_ACCESS|PKEY_DISABLE_WRITE) = 1"),
            ("pkey_alloc", &[1, 8], EINVAL, "pkey_alloc(0x1, 0x8 /* PKEY_??? */) = -1 EINVAL (Invalid argument)"),
            ("pkey_free", &[NONE], EINVAL, "pkey_free(-1) = -1 EINVAL (Invalid argument)"),
            ("mremap", &[0x7f0012345000, 4096, 8192, 1], 0x7f0012346000, "mremap(0x7f0012345000, 4096, 8192, MREMAP_MAYMOVE) = 0x7f0012346000"),
            ("mremap", &[0x7f0012345000, 4096, 8192, 3, 0x7f0012347000], 0x7f0012347000, "mremap(0x7f0012345000, 4096, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x7f0012347000) = 0x7f0012347000"),
            ("mremap", &[0x7f0012345000, 4096, 8192, 5, 0], 0x7f0012347000, "mremap(0x7f0012345000, 4096, 8192, MREMAP_MAYMOVE|MREMAP_DONTUNMAP) = 0x7f0012347000"),
            ("mremap", &[0, 0, 0, 0, 0x7f0012347000], EINVAL, "mremap(NULL, 0, 0, 0) = -1 EINVAL (Invalid argument)"),
            ("mremap", &[0, 0, 0, 0x12, 0], EINVAL, "mremap(NULL, 0, 0, MREMAP_FIXED|0x10) = -1 EINVAL (Invalid argument)"),
            ("mremap", &[0, 0, 0, 0x10, 0], EINVAL, "mremap(NULL, 0, 0, 0x10 /* MREMAP_??? */) = -1 EINVAL (Invalid argument)"),
            ("brk", &[0], 0x555555559000, "brk(NULL) = 0x555555559000"),
            ("brk", &[0x55555557a000], 0x55555557a000, "brk(0x55555557a000) = 0x55555557a000"),
            ("remap_file_pages", &[0x10000, 4096, 0, 1, 0x10000], 0, "remap_file_pages(0x10000, 4096, PROT_NONE, 1, MAP_FILE|MAP_NONBLOCK) = 0"),
            ("remap_file_pages", &[0x10000, 4096, 1, NONE, 0], 0, "remap_file_pages(0x10000, 4096, PROT_READ, 18446744073709551615, MAP_FILE) = 0"),
        ],
    );
}

#[test]
fn advice_and_locks() {
    let space = Space::default();
    space.put(0x10000, &[1, 0, 0x81]);
    space.put(0x20000 - 16, &[1; 16]);
    space.check(
        Abi::X86_64,
        &[
            ("madvise", &[0x7f0012345000, 4096, 4], 0, "madvise(0x7f0012345000, 4096, MADV_DONTNEED) = 0"),
            ("madvise", &[0x7f0012345000, 4096, 25], 0, "madvise(0x7f0012345000, 4096, MADV_COLLAPSE) = 0"),
            ("madvise", &[0x7f0012345000, 4096, 200], EINVAL, "madvise(0x7f0012345000, 4096, 0xc8 /* MADV_??? */) = -1 EINVAL (Invalid argument)"),
            ("madvise", &[0x7f0012345000, 4096, 0x100000004], EINVAL, "madvise(0x7f0012345000, 4096, MADV_DONTNEED) = -1 EINVAL (Invalid argument)"),
            ("msync", &[0x7f0012345000, 4096, 4], 0, "msync(0x7f0012345000, 4096, MS_SYNC) = 0"),
            ("msync", &[0x7f0012345000, 4096, 11], EINVAL, "msync(0x7f0012345000, 4096, MS_ASYNC|MS_INVALIDATE|0x8) = -1 EINVAL (Invalid argument)"),
            ("msync", &[0x7f0012345000, 4096, 0], EINVAL, "msync(0x7f0012345000, 4096, 0) = -1 EINVAL (Invalid argument)"),
            ("mlock", &[0x7f0012345000, 4096], 0, "mlock(0x7f0012345000, 4096) = 0"),
            ("mlock2", &[0x7f0012345000, 4096, 1], 0, "mlock2(0x7f0012345000, 4096, MLOCK_ONFAULT) = 0"),
            ("mlock2", &[0x7f0012345000, 4096, 8], EINVAL, "mlock2(0x7f0012345000, 4096, 0x8 /* MLOCK_??? */) = -1 EINVAL (Invalid argument)"),
            ("munlock", &[0x7f0012345000, 4096], 0, "munlock(0x7f0012345000, 4096) = 0"),
            ("mlockall", &[3], 0, "mlockall(MCL_CURRENT|MCL_FUTURE) = 0"),
            ("mlockall", &[0], EINVAL, "mlockall(0) = -1 EINVAL (Invalid argument)"),
            ("mlockall", &[0x1c], EINVAL, "mlockall(MCL_ONFAULT|0x18) = -1 EINVAL (Invalid argument)"),
            ("munlockall", &[], 0, "munlockall() = 0"),
            ("mincore", &[0x7f0012345000, 8193, 0x10000], 0, "mincore(0x7f0012345000, 8193, [1, 0, 1]) = 0"),
            ("mincore", &[0x7f0012345000, 8193, 0x10000], -12, "mincore(0x7f0012345000, 8193, 0x10000) = -1 ENOMEM (Cannot allocate memory)"),
            ("mincore", &[0x7f0012345000, 8193, 0], 0, "mincore(0x7f0012345000, 8193, NULL) = 0"),
            ("mincore", &[0x7f0012345000, 0, 0x10000], 0, "mincore(0x7f0012345000, 0, []) = 0"),
            ("mincore", &[0x7f0012345000, NONE, 0x1fff0], 0, "mincore(0x7f0012345000, 18446744073709551615, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ... /* 0x20000 */]) = 0"),
            ("mincore", &[0x7f0012345000, 17 * 4096, 0x1fff0], 0, "mincore(0x7f0012345000, 69632, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ... /* 0x20000 */]) = 0"),
            ("mseal", &[0x7f0012345000, 4096, 0], 0, "mseal(0x7f0012345000, 4096, 0) = 0"),
            ("map_shadow_stack", &[0, 4096, 1], 0x7f0012345000, "map_shadow_stack(NULL, 4096, SHADOW_STACK_SET_TOKEN) = 0x7f0012345000"),
        ],
    );
    space.put(0x30000, &[1; 40]);
    space.check(Abi::X86_64, &[("mincore", &[0x7f0012345000, 40 * 4096, 0x30000], 0, "mincore(0x7f0012345000, 163840, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ...]) = 0")]);
    space.check_verbose(Abi::X86_64, &[("mincore", &[0x7f0012345000, 34 * 4096, 0x30000], 0, "mincore(0x7f0012345000, 139264, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) = 0")]);
}

#[test]
fn nodes() {
    let space = Space::default();
    space.put(0x11000 - 32, &longs(&[1, 0x8000000000000000, 0, 4]));
    space.put(0x20000 - 8, &longs(&[2]));
    space.put(0x30000, &words(&[0, 1, -2i32 as u32, -14i32 as u32, -5000i32 as u32]));
    space.put(0x40000, &words(&[0x8003, 0]));
    space.check(
        Abi::X86_64,
        &[
            ("mbind", &[0x7f0012345000, 4096, 2, 0x10fe0, 64, 1], 0, "mbind(0x7f0012345000, 4096, MPOL_BIND, [0x00000000000001], 64, MPOL_MF_STRICT) = 0"),
            ("mbind", &[0x7f0012345000, 4096, 0xe003, 0x10fe0, 65, 7], 0, "mbind(0x7f0012345000, 4096, MPOL_INTERLEAVE|MPOL_F_STATIC_NODES|MPOL_F_RELATIVE_NODES|MPOL_F_NUMA_BALANCING, [0x00000000000001], 65, MPOL_MF_STRICT|MPOL_MF_MOVE|MPOL_MF_MOVE_ALL) = 0"),
            ("mbind", &[0x7f0012345000, 4096, 0x4033, 0x10fe0, 66, 0x18], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_F_RELATIVE_NODES|0x33, [0x00000000000001, 0x8000000000000000], 66, 0x18 /* MPOL_??? */) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 0, 0, 0, 0], 0, "mbind(0x7f0012345000, 4096, MPOL_DEFAULT, NULL, 0, 0) = 0"),
            ("mbind", &[0x7f0012345000, 4096, 0x8000000000000005, 0x10fe0, NONE, 0], EINVAL, "mbind(0x7f0012345000, 4096, 0x8000000000000005 /* MPOL_??? */, 0x10fe0, 18446744073709551615, 0) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 4, 0x1fff8, 129, 0], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_LOCAL, [0x00000000000002, ... /* 0x20000 */], 129, 0) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 4, 0x50000, 0, 0], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_LOCAL, [], 0, 0) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 4, 0x50000, 1, 0], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_LOCAL, 0x50000, 1, 0) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 4, 0x50000, 9, 0x100000008], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_LOCAL, 0x50000, 9, 0x8 /* MPOL_??? */) = -1 EINVAL (Invalid argument)"),
            ("mbind", &[0x7f0012345000, 4096, 4, 0x10fe0, 0x7fffffffffffff00, 0], EINVAL, "mbind(0x7f0012345000, 4096, MPOL_LOCAL, [0x00000000000001, 0x8000000000000000, 0000000000000000, 0x00000000000004, ... /* 0x11000 */], 9223372036854775552, 0) = -1 EINVAL (Invalid argument)"),
            ("set_mempolicy", &[3, 0x10fe0, 3], 0, "set_mempolicy(MPOL_INTERLEAVE, [0x00000000000001], 3) = 0"),
            ("set_mempolicy", &[0xffffffff, 0, 3], EINVAL, "set_mempolicy(MPOL_F_STATIC_NODES|MPOL_F_RELATIVE_NODES|MPOL_F_NUMA_BALANCING|0xffff1fff, NULL, 3) = -1 EINVAL (Invalid argument)"),
            ("get_mempolicy", &[0x40000, 0x10fe0, 129, 0x7f0012345000, 2], 0, "get_mempolicy([0x8003 /* MPOL_??? */], [0x00000000000001, 0x8000000000000000], 129, 0x7f0012345000, MPOL_F_ADDR) = 0"),
            ("get_mempolicy", &[0x40000, 0x10fe0, 129, 0, 0], EINVAL, "get_mempolicy(0x40000, 0x10fe0, 129, NULL, 0) = -1 EINVAL (Invalid argument)"),
            ("get_mempolicy", &[0, 0, 0, 0, 0xd], 0, "get_mempolicy(NULL, NULL, 0, NULL, MPOL_F_NODE|MPOL_F_MEMS_ALLOWED|0x8) = 0"),
            ("get_mempolicy", &[0, 0x10fe0, 0, 0, 0x10], 0, "get_mempolicy(NULL, [], 0, NULL, 0x10 /* MPOL_??? */) = 0"),
            ("migrate_pages", &[NONE, 64, 0x10fe0, 0x1fff8], 0, "migrate_pages(-1, 64, [0x00000000000001], [0x00000000000002]) = 0"),
            ("migrate_pages", &[0, 0, 0, 0x1fff8], 3, "migrate_pages(0, 0, NULL, []) = 3"),
            ("move_pages", &[0, 2, 0x10fe0, 0x30000, 0x30004, 2], 0, "move_pages(0, 2, [0x1, 0x8000000000000000], [0, 1], [1, -ENOENT], MPOL_MF_MOVE) = 0"),
            ("move_pages", &[0, 5, 0x10fe0, 0, 0x30000, 6], 0, "move_pages(0, 5, [0x1, 0x8000000000000000, NULL, 0x4, ... /* 0x11000 */], NULL, [0, 1, -ENOENT, -EFAULT, -5000], MPOL_MF_MOVE|MPOL_MF_MOVE_ALL) = 0"),
            ("move_pages", &[0, 5, 0x10fe0, 0x1fffc, 0x30000, 8], -14, "move_pages(0, 5, [0x1, 0x8000000000000000, NULL, 0x4, ... /* 0x11000 */], [0, ... /* 0x20000 */], 0x30000, 0x8 /* MPOL_??? */) = -1 EFAULT (Bad address)"),
            ("move_pages", &[0, 0, 0x10fe0, 0x30000, 0x30000, 0], 0, "move_pages(0, 0, [], [], [], 0) = 0"),
            ("move_pages", &[0, NONE, 0x1fff8, 0x1fffc, 0x1fff8, 0], 0, "move_pages(0, 18446744073709551615, 0x1fff8, 0x1fffc, 0x1fff8, 0) = 0"),
            ("set_mempolicy_home_node", &[0x7f0012345000, 4096, 1, 0], 0, "set_mempolicy_home_node(0x7f0012345000, 4096, 1, 0) = 0"),
            ("set_mempolicy_home_node", &[0x7f0012345000, 4096, NONE, 5], EINVAL, "set_mempolicy_home_node(0x7f0012345000, 4096, 18446744073709551615, 0x5) = -1 EINVAL (Invalid argument)"),
        ],
    );
}

#[test]
fn mappings_of_32_bit() {
    let space = Space::default();
    space.put(0x10000, &words(&[0, 4096, 3, 0x22, u32::MAX, 0]));
    space.put(0x11000, &words(&[0x1000, 4096, 1, 2, 3, 0x2000]));
    space.put(0x12000, &words(&[1, 0x80000000]));
    space.check(
        Abi::I386,
        &[
            (
                "mmap2",
                &[0, 4096, 3, 0x22, NONE, 0],
                0xf7e00000,
                "mmap2(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7e00000",
            ),
            (
                "mmap2",
                &[0, 4096, 1, 2, 3, 0x10],
                0xf7e00000,
                "mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x10000) = 0xf7e00000",
            ),
            (
                "mmap2",
                &[0, 4096, 1, 2, 3, 0x80000000],
                0xf7e00000,
                "mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x80000000000) = 0xf7e00000",
            ),
            (
                "mmap",
                &[0x10000],
                0xf7e00000,
                "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7e00000",
            ),
            (
                "mmap",
                &[0x11000],
                -14,
                "mmap(0x1000, 4096, PROT_READ, MAP_PRIVATE, 3, 0x2000) = -1 EFAULT (Bad address)",
            ),
            ("mmap", &[0x50000], -14, "mmap(0x50000) = -1 EFAULT (Bad address)"),
            ("mmap", &[0], -14, "mmap(NULL) = -1 EFAULT (Bad address)"),
            ("brk", &[0], 0x5655a000, "brk(NULL) = 0x5655a000"),
            (
                "mremap",
                &[0xf7e00000, 4096, 8192, 3, 0xf7e10000],
                0xf7e10000,
                "mremap(0xf7e00000, 4096, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0xf7e10000) = 0xf7e10000",
            ),
            ("set_mempolicy", &[2, 0x12000, 33], 0, "set_mempolicy(MPOL_BIND, [0x000001], 33) = 0"),
            ("madvise", &[0xf7e00000, 4096, 4], 0, "madvise(0xf7e00000, 4096, MADV_DONTNEED) = 0"),
        ],
    );
}
