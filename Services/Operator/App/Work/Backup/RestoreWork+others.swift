import EventFeed
import ServiceKit

extension RestoreWork {
    /// How the services stand that are not restored.
    struct Others {
        let known: [RestorePlan.Reader]
        let unknown: [String]
    }

    func state(of places: [ServicePlace]) async throws -> ClusterState {
        guard !places.isEmpty else { return ClusterState(at: WallClocks.system(), services: []) }
        return try await ClusterPorts.open(places, configuration) { await StatusWork.state(of: $0) }
    }

    /// Looks at those that stay as they are: where they stand, and, where they own what a restored reader reads,
    /// whether their feed has been where that reader is set back to.
    func look(
        at places: [ServicePlace], _ members: [ClusterManifest.Member]
    ) async throws -> (Others, [RestorePlan.Place: RestorePlan.Fate]) {
        guard !places.isEmpty else { return (Others(known: [], unknown: []), [:]) }
        return try await ClusterPorts.open(places, configuration) { ports in
            let state = await StatusWork.state(of: ports)
            return (others(in: state), await fates(of: members.flatMap(\.cursors), state, ports))
        }
    }

    private func others(in state: ClusterState) -> Others {
        let known = state.services.compactMap { service -> RestorePlan.Reader? in
            service.facts.map { facts in
                RestorePlan.Reader(
                    name: service.name, isRestored: false,
                    cursors: facts.subscriptions.map {
                        ClusterManifest.Cursor(feed: $0.feed, sequence: $0.cursor, hash: $0.hash)
                    })
            }
        }
        return Others(known: known, unknown: state.down.map(\.name))
    }

    /// What the running owners say of the places that readers are set back to: one question to each.
    private func fates(
        of cursors: [ClusterManifest.Cursor], _ state: ClusterState, _ ports: ClusterPorts
    ) async -> [RestorePlan.Place: RestorePlan.Fate] {
        var fates: [RestorePlan.Place: RestorePlan.Fate] = [:]
        for (feed, cursors) in Dictionary(grouping: cursors, by: \.feed) {
            guard let owner = state.serviceOwning(feed), let head = owner.facts?.feed?.head,
                let port = ports[owner.name]
            else { continue }
            let message = await verification(of: cursors.filter { $0.sequence <= head }, port)
            for cursor in cursors {
                fates[RestorePlan.Place(cursor)] = fate(of: cursor, head: head, message)
            }
        }
        return fates
    }

    private func fate(of cursor: ClusterManifest.Cursor, head: Int64, _ message: String) -> RestorePlan.Fate? {
        guard cursor.sequence > 0 else { return .continues }
        guard cursor.sequence <= head else { return .rebuilt(head: head) }
        return cursor.position?.holds(by: message).map { $0 ? .continues : .rebuiltForOtherPast }
    }

    /// Empty where the owner does not say.
    private func verification(of cursors: [ClusterManifest.Cursor], _ port: ClusterPorts.Port) async -> String {
        let places = Set(cursors.compactMap(\.position))
        guard !places.isEmpty else { return "" }
        let request = DeskRequest.verify(isFull: false, expected: nil, places: Array(places))
        return (try? await JobWatch(progress: { _, _ in }).run(request, at: port))?.message ?? ""
    }
}

extension ClusterManifest.Cursor {
    fileprivate var position: FeedPosition? { FeedPosition(text: "\(sequence):\(hash)") }
}
