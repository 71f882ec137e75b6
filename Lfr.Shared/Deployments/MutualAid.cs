namespace Lfr.Shared.Deployments;

/// <summary>Another force or agency takes part with officers, a van or a list (R49). Whoever walks by must be able to ask one body, and the body must know that it is the one.</summary>
/// <param name="Partner">Who takes part, and with what: <c>Humberside Police, two engagement officers</c>.</param>
/// <param name="Controller">Who decides why and how faces are compared, and answers for it: the controller, or both as joint controllers.</param>
/// <param name="Processor">Who processes for the controller and on its instructions only; says so where nobody does.</param>
/// <param name="GoverningPolicy">Whose published policy holds for everybody who takes part.</param>
public sealed record MutualAid(string Partner, string Controller, string Processor, string GoverningPolicy)
{
    /// <summary>All of it in words, one item to a line; an empty item reads “not said”.</summary>
    public string InWords() => $"{Said(Partner)}\nController: {Said(Controller)}\nProcessor: {Said(Processor)}\nPolicy: {Said(GoverningPolicy)}";

    private static string Said(string text) => string.IsNullOrWhiteSpace(text) ? "not said" : text;
}
