using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Lfr.Web.Data;

/// <summary>Keeps an immutable value of the domain, such as a plan or a list of decisions, as JSON in one column.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new CleanStrings() } };

    /// <summary>Maps the property as JSON. The domain replaces such values and never changes them in place, so a snapshot is the value itself.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) => property.HasConversion(
        new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json), s => JsonSerializer.Deserialize<T>(s, Json)!),
        new ValueComparer<T>(
            (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
            v => v == null ? 0 : StringComparer.Ordinal.GetHashCode(JsonSerializer.Serialize(v, Json)),
            v => v));
}
