import CFuzzer

/// libFuzzer's own mutations, with all that it has learned from the run so far.
enum LibFuzzer {
    /// How many bytes one mutation may add.
    private static let growth = 256

    static func mutate(_ bytes: [UInt8]) -> [UInt8] {
        let limit = bytes.count + growth
        return [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            _ = buffer.update(fromContentsOf: bytes)
            count = LLVMFuzzerMutate(buffer.baseAddress, bytes.count, limit)
        }
    }
}
