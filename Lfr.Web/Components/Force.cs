namespace Lfr.Web.Components;

/// <summary>Whose Lfr this is: what the public reads about who is responsible.</summary>
/// <param name="Name">The police force's name (<c>Force:Name</c>); <see langword="null"/> where it was not set.</param>
/// <param name="Contact">Where the public reaches it (<c>Force:Contact</c>): an address of the web, of e-mail or of the telephone; <see langword="null"/> where it was not set.</param>
public sealed record Force(string? Name, Uri? Contact)
{
    /// <summary>What each notice says of people's rights (<c>Force:Rights</c>); <see langword="null"/> for Lfr's own words.</summary>
    public string? Rights { get; init; }

    /// <summary>The name of the force in the demonstration.</summary>
    public const string OfDemonstration = "Demonstration Constabulary";

    /// <summary>The name, in the middle of a sentence.</summary>
    public string InWords => Name ?? "the police";

    /// <summary>The contact as people read it: <c>lfr@force.example</c>.</summary>
    public string? ContactInWords => Contact?.Scheme switch
    {
        null => null,
        "mailto" or "tel" => Contact.GetComponents(UriComponents.UserInfo | UriComponents.Host | UriComponents.Path, UriFormat.Unescaped).TrimStart('/'),
        _ => Contact.Host + Contact.AbsolutePath.TrimEnd('/'),
    };
}
