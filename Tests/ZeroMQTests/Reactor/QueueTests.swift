import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct QueueTests {
        @Test("A hand-over wakes the thread once after it decided to wait, and never while it runs")
        func wakeUps() {
            var queue = ReactorQueue<Int>()
            let whileRunning = [queue.add(1), queue.beginWait()]
            #expect(whileRunning == [false, false], "it runs, and then something has come in")
            let first = queue.take(spare: []).jobs
            #expect(first == [1])
            let whileWaiting = [queue.beginWait(), queue.add(2), queue.add(3)]
            #expect(whileWaiting == [true, true, false], "it may sleep, is woken, and has been woken already")
            let second = queue.take(spare: []).jobs
            #expect(second == [2, 3])
        }

        @Test("Once the thread has woken by itself a hand-over needs no wake-up")
        func endOfWait() {
            var queue = ReactorQueue<Int>()
            let mayWait = queue.beginWait()
            queue.endWait()
            let wakes = queue.add(1)
            #expect(mayWait && !wakes)
        }

        @Test("A stop is given out until it is done, and answered at once afterwards")
        func stop() async {
            var queue = ReactorQueue<Int>()
            let mayWait = queue.beginWait()
            #expect(mayWait)
            await withCheckedContinuation { continuation in
                guard case .waiting(wake: true) = queue.stop(continuation) else {
                    Issue.record("a stop must wake the waiting thread")
                    return continuation.resume()
                }
                let orders = queue.take(spare: [])
                #expect(orders.stop && !orders.leave)
                for waiter in queue.didStop() { waiter.resume() }
            }
            await withCheckedContinuation { continuation in
                if case .waiting = queue.stop(continuation) { Issue.record("it has stopped") }
                continuation.resume()
            }
            let after = queue.take(spare: [])
            #expect(!after.stop)
            let waits = queue.beginWait()
            #expect(waits)
        }

        @Test("A release stops what still runs, and the thread leaves when no job is left")
        func release() {
            var queue = ReactorQueue<Int>()
            _ = queue.add(1)
            let wakes = queue.release()
            #expect(!wakes)
            let first = queue.take(spare: [])
            #expect(first.stop && !first.leave && first.jobs == [1])
            _ = queue.didStop()
            let second = queue.take(spare: [])
            #expect(!second.stop && second.leave)
        }

        @Test("Timers come out by deadline, equal ones in the order they were added, cancelled ones never")
        func timerOrder() {
            var timers = TimerQueue()
            final class Runs { var order: [String] = [] }
            let runs = Runs()
            _ = timers.add(at: 20) { runs.order.append("20") }
            _ = timers.add(at: 10) { runs.order.append("10a") }
            _ = timers.add(at: 10) { runs.order.append("10b") }
            let cancelled = timers.add(at: 5) { runs.order.append("5") }
            cancelled.cancel()
            let early = timers.takeDue(at: 9)
            #expect(early == nil)
            let deadline = timers.nextDeadline()
            #expect(deadline == 10)
            while let timer = timers.takeDue(at: 20) { timer.fire() }
            #expect(runs.order == ["10a", "10b", "20"])
            let none = timers.nextDeadline()
            #expect(none == nil)
        }

        @Test("Timers that are set and cancelled over and over are forgotten, and those that wait come out in order")
        func cancelledTimers() {
            var timers = TimerQueue()
            final class Runs { var order: [Int] = [] }
            let runs = Runs()
            var most = 0
            for index in 0..<10_000 {
                if index.isMultiple(of: 1_000) {
                    _ = timers.add(at: Int64(20_000 - index)) { runs.order.append(20_000 - index) }
                }
                timers.add(at: Int64(40_000 + index)) { runs.order.append(index) }.cancel()
                most = max(most, timers.count)
            }
            #expect(most <= 10 + 2 * TimerQueue.cancelledKept)
            while let timer = timers.takeDue(at: .max) { timer.fire() }
            #expect(runs.order == (0..<10).map { 11_000 + 1_000 * $0 })
            #expect(timers.count == 0)
        }

        @Test("A timer cancelled twice, or after it ran, is counted once")
        func cancelledTwice() {
            var timers = TimerQueue()
            let waits = timers.add(at: 1_000) {}
            let ran = timers.add(at: 1) {}
            timers.takeDue(at: 1)?.fire()
            for _ in 0...3 * TimerQueue.cancelledKept { ran.cancel() }
            for _ in 0..<TimerQueue.cancelledKept { timers.add(at: 2_000) {}.cancel() }
            #expect(timers.count == 1 + TimerQueue.cancelledKept)
            waits.cancel()
            waits.cancel()
            let last = timers.add(at: 3_000) {}
            #expect(timers.count == 1)
            let deadline = timers.nextDeadline()
            #expect(deadline == last.deadline)
        }

        @Test("Durations are held to what fits, and rounded up to a whole millisecond")
        func durations() {
            #expect(Duration.nanoseconds(1).milliseconds == 1)
            #expect(Duration.milliseconds(2).milliseconds == 2)
            #expect(Duration.zero.milliseconds == 0)
            #expect(Duration.seconds(-1).milliseconds == 0)
            #expect(Duration.seconds(Int64.max).milliseconds == .max)
            #expect(Duration.seconds(Int64.max).nanoseconds == .max)
            #expect(Duration.seconds(-Int64.max).nanoseconds == .min)
            #expect(Int64.adding(.max - 1, .seconds(1)) == .max)
        }
    }
}
