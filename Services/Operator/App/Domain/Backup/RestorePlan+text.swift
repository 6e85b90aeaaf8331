extension RestorePlan {
    /// The plan as an operator reads it.
    var text: String {
        var parts: [(String, [String])] = [
            ("Restored", restoredLines), ("Subscriptions", subscriptionLines), ("Mails", mailLines),
            ("Erasures", erasureLines), ("Besides", besides),
        ]
        if !problems.isEmpty { parts.append(("In the way", problems)) }
        return parts.map { title, lines in
            ([title + ":"] + lines.map { "  " + $0 }).joined(separator: "\n") + "\n"
        }.joined()
    }

    private var restoredLines: [String] {
        restored.map { member in
            let made = "\(member.name) as of \(StatusText.second(member.createdAt)) (\(member.file))"
            guard let feed = member.feed else { return "\(made): it owns no feed" }
            return "\(made): \(feed.name) ends with event \(feed.head); what came after is lost"
        }
    }

    private var subscriptionLines: [String] {
        let lines = subscriptions.map { one in
            let place = "\(one.reader) in \(one.feed), which it has read up to \(one.sequence)"
            switch one.fate {
            case .continues: return "\(place): goes on"
            case .rebuilt(let head):
                return "\(place): is ahead of its end, \(head): it will stop (diverged); rebuild it"
            case .rebuiltForOtherPast:
                return "\(place): there the feed is another: it will stop (diverged); rebuild it"
            case .ownerUnknown:
                return
                    "\(place): the owner is not restored and did not say; goes on if it still has that place, else rebuild "
                    + "it"
            }
        }
        let silent = unknown.map { "\($0) did not say how it stands: look at zvonok status once it runs" }
        return lines.isEmpty && silent.isEmpty ? ["none is concerned"] : lines + silent
    }

    private var mailLines: [String] {
        guard let notifier = restored.first(where: { $0.program == "notifier" }) else {
            return ["none is sent again: the notifier is not restored, and remembers what it sent by the events"]
        }
        return [
            "what the notifier sent up to \(StatusText.second(notifier.createdAt)) is not sent again",
            "what it sent after that it sends again, under the same Message-ID, as long as it is news",
        ]
    }

    private var besides: [String] {
        var lines = ["each restored feed gets a new epoch; a store that is replaced is kept aside"]
        if restored.contains(where: { ["journal-writer", "diary-reader"].contains($0.program) }) {
            lines.append("who was signed in signs in anew")
        }
        return lines
    }
}
