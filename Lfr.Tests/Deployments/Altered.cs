using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Lfr.Tests.Deployments;

/// <summary>
/// Every value that differs from a given one in a single field, found by reflection, so that a property that is added tomorrow is tried as well.
/// </summary>
public static class Altered
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The values with the path of the field: <c>Place.Venue</c>, <c>Cameras[].Name</c>; <c>Cameras[+]</c> has one element more.</summary>
    /// <param name="make">Makes the value; an aggregate is made afresh for each alteration, a record is copied.</param>
    public static IEnumerable<(string Path, T Value)> InOneField<T>(Func<T> make)
        where T : class
    {
        foreach (var property in Fields(typeof(T)))
        {
            foreach (var (path, value) in Values(property.GetValue(make()), property.PropertyType))
            {
                var copy = Copy(make());
                property.SetValue(copy, value);
                yield return (property.Name + path, (T)copy);
            }
        }
    }

    private static IEnumerable<(string Path, object? Value)> Values(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        switch (value)
        {
            case null:
                yield return ("", Some(type));
                yield break;
            case string text:
                yield return ("", text + " more");
                yield break;
            case bool yes:
                yield return ("", !yes);
                yield break;
            case Guid:
                yield return ("", Guid.Parse("77777777-7777-7777-7777-777777777777"));
                yield break;
            case DateOnly day:
                yield return ("", day.AddDays(1));
                yield break;
            case DateTimeOffset moment:
                yield return ("", moment.AddSeconds(1));
                yield break;
            case byte[] bytes:
                yield return ("", (byte[])[.. bytes, 1]);
                yield break;
            case Enum:
                yield return ("", Enum.GetValues(type).Cast<object>().First(v => !v.Equals(value)));
                yield break;
            case IConvertible number:
                yield return ("", Convert.ChangeType(number.ToDouble(CultureInfo.InvariantCulture) + 1, type, CultureInfo.InvariantCulture));
                yield break;
            case IList list:
                var of = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
                yield return ("[+]", Listed(of, list.Cast<object>().Append(list.Count > 0 ? list[0]! : Some(of))));
                if (list.Count == 0)
                    yield break;
                foreach (var (path, element) in Values(list[0], of))
                    yield return ("[]" + path, Listed(of, list.Cast<object>().Skip(1).Prepend(element!)));
                yield break;
            default:
                foreach (var property in Fields(value.GetType()))
                {
                    foreach (var (path, inner) in Values(property.GetValue(value), property.PropertyType))
                    {
                        var copy = Copy(value);
                        property.SetValue(copy, inner);
                        yield return ($".{property.Name}{path}", copy);
                    }
                }

                yield break;
        }
    }

    private static IEnumerable<PropertyInfo> Fields(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.SetMethod is not null);

    private static object Copy(object value) => value.GetType().GetMethod("<Clone>$", Instance)?.Invoke(value, []) ?? value;

    private static object Some(Type type) =>
        type == typeof(string) ? "something" : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        // A list that is not there yet: one with an element.
        : type.IsInterface ? Listed(type.GetGenericArguments()[0], [Some(type.GetGenericArguments()[0])]) : Bare(type);

    /// <summary>One with nothing in it; its lists are empty, as the domain never leaves them out.</summary>
    private static object Bare(Type type)
    {
        var bare = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var list in Fields(type).Where(p => p.PropertyType is { IsInterface: true, IsGenericType: true } && p.PropertyType.GetGenericArguments().Length == 1))
            list.SetValue(bare, Listed(list.PropertyType.GetGenericArguments()[0], []));
        return bare;
    }

    private static Array Listed(Type of, IEnumerable<object> elements)
    {
        var all = elements.ToArray();
        var list = Array.CreateInstance(of, all.Length);
        all.CopyTo(list, 0);
        return list;
    }
}
