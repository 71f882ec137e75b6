using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>How many administrators there must be: whoever is alone can neither be replaced nor confirmed by anybody.</summary>
public static class TwoAdministrators
{
    /// <summary>With this many administrators, one confirms what the other asks for. There are never fewer afterwards.</summary>
    public const int Enough = 2;

    /// <summary>Done when an administrator who can sign in may stop being one.</summary>
    /// <param name="name">Whose duty or account it is.</param>
    /// <param name="active">Administrators who can sign in now, this one among them.</param>
    public static Outcome MayLose(string name, int active) => active switch
    {
        <= 1 => Outcome.WrongState($"{name} is the only administrator who can sign in.", "Give two other people the duty first, and let them sign in."),
        <= Enough => Outcome.WrongState($"{name} is one of the last two administrators who can sign in, and two must remain.", "Give another person the duty first, and let them accept their invitation."),
        _ => Outcome.Done,
    };
}
