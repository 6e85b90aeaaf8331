/// Whose key an import takes, as help and manual tell it.
enum ImportKey {
    static let help = """
        The key is one of the role importer, apart from the operator's, as a sender has one role: name it by --set \
        operator.secret-key=FILE, and allow it by `zvonok keys allow NAME PUBLIC --role importer`
        """
}
