#ifndef XLSX_FILES_H
#define XLSX_FILES_H

/// The first error (errno) that a temporary file of a workbook met on this thread since the last call; 0 for none.
int xlsx_files_take_error(void);

#endif
