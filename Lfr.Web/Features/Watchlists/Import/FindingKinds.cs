using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>Kinds of findings about rows, besides the ids of rules: the stable words of <see cref="ListFinding.Kind"/>.</summary>
public static class FindingKinds
{
    /// <summary>The row has more or fewer cells than the heading.</summary>
    public const string Cut = "cells";

    /// <summary>A cell is a spreadsheet's formula.</summary>
    public const string Formula = "formula";

    /// <summary>A field is empty.</summary>
    public const string Missing = "missing";

    /// <summary>A field says something that is none of its choices.</summary>
    public const string Unknown = "unknown";

    /// <summary>A text is too long.</summary>
    public const string TooLong = "too-long";

    /// <summary>A day or time is none, or cannot be right.</summary>
    public const string Date = "date";

    /// <summary>Age and flags do not fit each other.</summary>
    public const string Age = "age";

    /// <summary>The reference is in the file more than once.</summary>
    public const string Twice = "reference-twice";

    /// <summary>The person is on the list already, with other words or another photograph.</summary>
    public const string Differs = "differs";

    /// <summary>The person was taken off this list, or refused by an approver.</summary>
    public const string TakenOff = "taken-off";

    /// <summary>The photograph's file is not there.</summary>
    public const string PictureMissing = "picture-missing";

    /// <summary>More than one file may be meant.</summary>
    public const string PictureAmbiguous = "picture-ambiguous";

    /// <summary>The photograph's name leads out of its folder, or is none.</summary>
    public const string PictureName = "picture-name";

    /// <summary>The photograph is a link to another place.</summary>
    public const string PictureLink = "picture-link";

    /// <summary>The photograph is larger than one may be, or packed as no photograph is.</summary>
    public const string PictureTooLarge = "picture-too-large";

    /// <summary>The photograph's file cannot be read.</summary>
    public const string PictureUnreadable = "picture-unreadable";

    /// <summary>Another person has the same photograph.</summary>
    public const string PictureOfAnother = "picture-of-another";

    /// <summary>The photograph can be used and is poor.</summary>
    public const string PictureQuality = "picture-quality";

    /// <summary>Begins the kind of a photograph that cannot be enrolled: <c>picture-no-face</c>.</summary>
    public const string Picture = "picture-";

    /// <summary>The list cannot be changed, or the database could not be reached.</summary>
    public const string List = "list";
}
