import Foundation
import School
import Web

/// A lesson's form shown again: what was saved as the journal has it, what was not as it was typed, with what is wrong.
struct LessonFormState {
    private var values: [String: String]
    private var order: [String]
    private var errors: [FormState.FieldError] = []

    init(_ sheet: LessonSheet) {
        let stored = LessonFormValues.stored(sheet)
        values = Dictionary(stored) { first, _ in first }
        order = stored.map(\.0)
    }

    /// - Parameters:
    ///   - faults: what is wrong, beside which field.
    ///   - overtaken: the groups that somebody else changed meanwhile: the present value is now what is changed.
    mutating func keep(_ typed: FormData, faults: [FormState.FieldError], overtaken: Set<FieldGroup>) {
        errors = faults
        let faulty = Set(faults.compactMap { $0.field.flatMap { FieldGroup($0) } })
        for field in typed.fields {
            if let group = FieldGroup(field.name), faulty.contains(group) { set(field.name, field.value) }
            // What nobody overtook is still judged against what the person saw.
            if let group = FieldGroup(ofHidden: field.name), faulty.contains(group), !overtaken.contains(group) {
                set(field.name, field.value)
            }
        }
        if !faulty.subtracting(overtaken).isEmpty, let version = typed[LessonField.version],
            (try? VersionRule.read(version)) != nil
        {
            set(LessonField.version, version)
        }
    }

    private mutating func set(_ name: String, _ value: String) {
        if values.updateValue(value, forKey: name) == nil { order.append(name) }
    }

    var form: FormState {
        FormState(FormData(order.map { .init(name: $0, value: values[$0] ?? "") }), errors: errors)
    }
}
