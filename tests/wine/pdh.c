/* In place of Wine's pdh.dll, which has no such counters, and ends a program that asks for the list of them. This one says
   like a Windows whose counters are broken that there is no data. */
#include <windows.h>

#define REFUSE(name) \
    __declspec(dllexport) LONG WINAPI name(void) \
    { \
        return 0x800007D5; /* PDH_NO_DATA */ \
    }

REFUSE(PdhAddEnglishCounterW)
REFUSE(PdhCloseQuery)
REFUSE(PdhCollectQueryData)
REFUSE(PdhEnumObjectsW)
REFUSE(PdhGetFormattedCounterValue)
REFUSE(PdhOpenQueryW)
REFUSE(PdhRemoveCounter)
