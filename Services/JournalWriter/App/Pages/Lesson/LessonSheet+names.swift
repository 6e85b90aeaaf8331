import Web

extension LessonSheet {
    /// What a work is called in its lesson: its kind, numbered where there are several of it, and its weight if that is
    /// not the usual one. A mark must not land in the wrong of two columns of the same name.
    func name(of work: WorkHead) -> Phrase {
        let alike = works.filter { $0.kind == work.kind }
        var name = WorkWords.kind(work.kind)
        if alike.count > 1, let index = alike.firstIndex(where: { $0.work == work.work }) {
            name = name + .data("\u{A0}\(index + 1)")
        }
        return work.weight == 100 ? name : name + .data(", ") + WorkWords.weight(work.weight)
    }
}
